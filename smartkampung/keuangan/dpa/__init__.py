"""The plan of execution: DPA, DPPA and DPAL per kegiatan with twelve months, and the RAK of the village over them.

A DPA is drafted by the PKA of the kegiatan, verified by the secretary, approved by the head; from then on it is
frozen and in force until a DPPA takes its place. The RAK adds up what is in force and sets it against income.
"""
