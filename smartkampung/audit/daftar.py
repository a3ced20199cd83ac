"""The one list of event names: the sentence people read, and the facts each event may carry.

No event carries a NIK, a KK number, a password or a passphrase.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Peristiwa:
    """One kind of act: its sentence (with `%(fakta)s`) and the names of its facts."""

    kalimat: str
    fakta: tuple[str, ...] = ()


PERISTIWA: dict[str, Peristiwa] = {
    # akun
    "akun.masuk": Peristiwa("masuk dari %(alamat)s", ("alamat",)),
    "akun.gagal_masuk": Peristiwa("gagal masuk sebagai %(nama)s dari %(alamat)s", ("nama", "alamat")),
    "akun.keluar": Peristiwa("keluar"),
    "akun.sesi_diakhiri": Peristiwa("mengakhiri sesi %(perangkat)s", ("perangkat",)),
    "akun.ditolak": Peristiwa("ditolak membuka %(halaman)s", ("halaman",)),
    "akun.pengguna_dibuat": Peristiwa("membuat akun %(nama)s", ("nama",)),
    "akun.pengguna_diubah": Peristiwa("mengubah akun %(nama)s: %(apa)s", ("nama", "apa")),
    "akun.pengguna_dinonaktifkan": Peristiwa("menonaktifkan akun %(nama)s", ("nama",)),
    "akun.pengguna_diaktifkan": Peristiwa("mengaktifkan akun %(nama)s", ("nama",)),
    "akun.penugasan_dibuat": Peristiwa(
        "menugaskan %(nama)s sebagai %(peran)s (%(sifat)s) mulai %(mulai)s", ("nama", "peran", "sifat", "mulai")),
    "akun.penugasan_diakhiri": Peristiwa(
        "mengakhiri tugas %(nama)s sebagai %(peran)s per %(sampai)s", ("nama", "peran", "sampai")),
    "akun.sandi_diubah": Peristiwa("mengganti kata sandinya sendiri"),
    "akun.sandi_disetel": Peristiwa("menyetel ulang kata sandi %(nama)s", ("nama",)),
    "akun.totp_dipasang": Peristiwa("memasang kode kedua (TOTP)"),
    "akun.totp_dilepas": Peristiwa("melepas kode kedua (TOTP) %(nama)s", ("nama",)),
    "akun.kode_pemulihan_dipakai": Peristiwa("masuk dengan kode pemulihan; sisa %(sisa)s", ("sisa",)),
    # desa
    "desa.disiapkan": Peristiwa("menyiapkan instance untuk %(nama)s (%(kode)s)", ("nama", "kode")),
    "desa.identitas_diubah": Peristiwa("mengubah identitas: %(apa)s", ("apa",)),
    "desa.logo_diubah": Peristiwa("mengganti logo"),
    "desa.jam_layanan_diubah": Peristiwa("mengubah jam layanan"),
    "desa.libur_ditambah": Peristiwa("menambah hari libur %(tanggal)s (%(nama)s)", ("tanggal", "nama")),
    "desa.libur_dihapus": Peristiwa("menghapus hari libur %(tanggal)s", ("tanggal",)),
    "desa.perangkat_disimpan": Peristiwa("menyimpan perangkat desa %(nama)s, %(jabatan)s", ("nama", "jabatan")),
    # surat
    "surat.diajukan": Peristiwa("menerima permohonan %(jenis)s lewat %(kanal)s", ("jenis", "kanal")),
    "surat.dilengkapi": Peristiwa("melengkapi permohonan %(jenis)s", ("jenis",)),
    "surat.diminta_lengkapi": Peristiwa("meminta kelengkapan %(jenis)s", ("jenis",)),
    "surat.diubah": Peristiwa("mengubah isian %(jenis)s", ("jenis",)),
    "surat.diverifikasi": Peristiwa("memverifikasi %(jenis)s", ("jenis",)),
    "surat.diparaf": Peristiwa("memaraf %(jenis)s", ("jenis",)),
    "surat.ditandatangani": Peristiwa("menandatangani %(jenis)s nomor %(nomor)s (%(cara)s)",
                                      ("jenis", "nomor", "cara")),
    "surat.dinomori": Peristiwa("memberi nomor %(nomor)s pada %(jenis)s, menunggu %(cara)s",
                                ("jenis", "nomor", "cara")),
    "surat.gagal_ttd": Peristiwa("belum berhasil menandatangani %(jenis)s nomor %(nomor)s: %(alasan)s",
                                 ("jenis", "nomor", "alasan")),
    "surat.dimundurkan": Peristiwa("memundurkan tanggal %(jenis)s ke %(tanggal)s: %(alasan)s",
                                   ("jenis", "tanggal", "alasan")),
    "surat.dimajukan": Peristiwa("menghapus tanggal mundur %(jenis)s", ("jenis",)),
    "surat.dikembalikan": Peristiwa("mengembalikan %(jenis)s: %(alasan)s", ("jenis", "alasan")),
    "surat.ditolak": Peristiwa("menolak %(jenis)s: %(alasan)s", ("jenis", "alasan")),
    "surat.dibatalkan": Peristiwa("membatalkan %(jenis)s: %(alasan)s", ("jenis", "alasan")),
    "surat.dicabut": Peristiwa("mencabut %(jenis)s nomor %(nomor)s: %(alasan)s", ("jenis", "nomor", "alasan")),
    "surat.diambil": Peristiwa("menyerahkan %(jenis)s nomor %(nomor)s", ("jenis", "nomor")),
    "surat.diantar": Peristiwa("mengantar %(jenis)s nomor %(nomor)s", ("jenis", "nomor")),
    "surat.nik_dibuka": Peristiwa("membuka NIK %(nama)s pada surat", ("nama",)),
    "surat.sertifikat_dibuat": Peristiwa("membuat sertifikat tanda tangan %(nama)s sampai %(sampai)s",
                                         ("nama", "sampai")),
    "surat.sertifikat_dicabut": Peristiwa("mencabut sertifikat tanda tangan %(nama)s", ("nama",)),
    "surat.skema_diganti": Peristiwa("mengganti urutan nomor: %(skema)s, mulai tahun %(tahun)s sesudah nomor %(awal)s",
                                     ("skema", "tahun", "awal")),
    "surat.nomor_dipesan": Peristiwa("memesan nomor %(dari)s–%(sampai)s: %(alasan)s", ("dari", "sampai", "alasan")),
    "surat.luar_dicatat": Peristiwa("mencatat surat di luar program nomor %(nomor)s (%(jenis)s)", ("nomor", "jenis")),
    "surat.luar_dibatalkan": Peristiwa("membatalkan nomor %(nomor)s: %(alasan)s", ("nomor", "alasan")),
    "surat.layanan_tte_disimpan": Peristiwa("menyimpan layanan tanda tangan elektronik BSrE %(versi)s di %(alamat)s",
                                            ("versi", "alamat")),
    "surat.layanan_tte_dimatikan": Peristiwa("mematikan layanan tanda tangan elektronik BSrE"),
    "surat.dicetak_basah": Peristiwa("mencetak %(jenis)s nomor %(nomor)s untuk tanda tangan basah", ("jenis", "nomor")),
    "surat.impor_diterapkan": Peristiwa("menerapkan impor arsip surat %(berkas)s: %(baru)s baru, %(ditolak)s ditolak",
                                        ("berkas", "baru", "ditolak")),
    "surat.impor_dibatalkan": Peristiwa("membatalkan impor arsip surat %(berkas)s: %(baru)s baris", ("berkas", "baru")),
    "surat.pengaturan_diubah": Peristiwa("mengubah pengaturan surat: %(apa)s", ("apa",)),
    "surat.jenis_diubah": Peristiwa("mengubah jenis %(jenis)s: %(apa)s", ("jenis", "apa")),
    "surat.diambil_alih": Peristiwa("mengambil alih permohonan %(jenis)s", ("jenis",)),
    "surat.dihentikan": Peristiwa("menghentikan dulu %(jenis)s karena data pemohon berubah", ("jenis",)),
    "surat.dilanjutkan": Peristiwa("melanjutkan %(jenis)s", ("jenis",)),
    "surat.janji_diubah": Peristiwa("menyesuaikan janji selesai %(jenis)s dengan jam layanan", ("jenis",)),
    "surat.konfirmasi_diminta": Peristiwa("meminta konfirmasi %(siapa)s untuk %(jenis)s", ("siapa", "jenis")),
    "surat.konfirmasi_dijawab": Peristiwa("menjawab konfirmasi %(siapa)s untuk %(jenis)s: %(jawab)s",
                                          ("siapa", "jenis", "jawab")),
    "surat.konfirmasi_dilewati": Peristiwa("meneruskan %(jenis)s tanpa konfirmasi: %(alasan)s", ("jenis", "alasan")),
    "surat.konfirmasi_diatur": Peristiwa("mengatur konfirmasi %(jenis)s: %(siapa)s", ("jenis", "siapa")),
    "surat.paket_diajukan": Peristiwa("menerima paket %(paket)s, %(banyak)s surat", ("paket", "banyak")),
    "surat.berkas_warga_disimpan": Peristiwa("menyimpan %(apa)s di berkas warga sampai %(sampai)s",
                                             ("apa", "sampai")),
    "surat.berkas_warga_dibuka": Peristiwa("membuka %(apa)s di berkas warga", ("apa",)),
    "surat.berkas_warga_dihapus": Peristiwa("menghapus %(apa)s dari berkas warga", ("apa",)),
    "surat.berkas_warga_habis": Peristiwa("menghapus %(banyak)s berkas warga yang habis masanya", ("banyak",)),
    "surat.kabar_diatur": Peristiwa("mengatur kabar kepada warga: %(apa)s", ("apa",)),
    "portal.pin_diberikan": Peristiwa("memberi PIN surat saya kepada %(nama)s", ("nama",)),
    "portal.pin_dicabut": Peristiwa("mencabut PIN surat saya %(nama)s", ("nama",)),
    "portal.warga_masuk": Peristiwa("mencatat warga %(nama)s masuk ke surat saya", ("nama",)),
    "portal.kios_didaftarkan": Peristiwa("mendaftarkan perangkat kios %(nama)s", ("nama",)),
    "portal.kios_dicabut": Peristiwa("mencabut perangkat kios %(nama)s", ("nama",)),
    "surat.jenis_diterbitkan": Peristiwa("menerbitkan jenis surat %(jenis)s versi %(versi)s", ("jenis", "versi")),
    "surat.jenis_diimpor": Peristiwa("mengimpor rancangan jenis surat %(jenis)s", ("jenis",)),
    "surat.rancangan_dibuang": Peristiwa("membuang rancangan jenis surat %(jenis)s", ("jenis",)),
    "surat.dicetak_gabung": Peristiwa("menggabung %(banyak)s surat untuk dicetak", ("banyak",)),
    "surat.syarat_dihapus": Peristiwa("menghapus %(banyak)s unggahan yang lewat masa simpan", ("banyak",)),
    # penduduk
    "penduduk.ditambah": Peristiwa("menambah penduduk %(nama)s (%(cara)s)", ("nama", "cara")),
    "penduduk.diubah": Peristiwa("mengubah data %(nama)s: %(apa)s", ("nama", "apa")),
    "penduduk.pindah_kk": Peristiwa("memindahkan %(nama)s ke KK lain", ("nama",)),
    "penduduk.status_diubah": Peristiwa("mencatat %(nama)s %(status)s per %(tanggal)s", ("nama", "status", "tanggal")),
    "penduduk.nomor_dibuka": Peristiwa("menampilkan NIK dan KK %(nama)s", ("nama",)),
    "penduduk.keluarga_diubah": Peristiwa("mengubah keluarga %(nama)s", ("nama",)),
    "penduduk.kepala_ditetapkan": Peristiwa("menetapkan %(nama)s sebagai kepala keluarga", ("nama",)),
    "penduduk.wilayah_disimpan": Peristiwa("menyimpan wilayah %(nama)s", ("nama",)),
    "penduduk.wilayah_dihapus": Peristiwa("menghapus wilayah %(nama)s", ("nama",)),
    "penduduk.impor_diterapkan": Peristiwa(
        "menerapkan impor %(berkas)s: %(baru)s baru, %(berubah)s berubah, %(ditolak)s ditolak",
        ("berkas", "baru", "berubah", "ditolak")),
    "penduduk.impor_dibatalkan": Peristiwa("membatalkan impor %(berkas)s: %(baru)s baru, %(berubah)s berubah",
                                           ("berkas", "baru", "berubah")),
    "penduduk.diekspor": Peristiwa("mengekspor %(jumlah)s penduduk ke %(bentuk)s", ("jumlah", "bentuk")),
    # sekretariat
    "sekretariat.masuk_dicatat": Peristiwa("mencatat surat masuk %(sifat)s nomor agenda %(nomor)s", ("nomor", "sifat")),
    "sekretariat.masuk_diubah": Peristiwa("membetulkan surat masuk %(nomor)s: %(apa)s", ("nomor", "apa")),
    "sekretariat.masuk_ditutup": Peristiwa("menutup surat masuk %(nomor)s tanpa disposisi", ("nomor",)),
    "sekretariat.masuk_dibatalkan": Peristiwa("membatalkan nomor agenda %(nomor)s: %(alasan)s", ("nomor", "alasan")),
    "sekretariat.didisposisikan": Peristiwa(
        "mendisposisikan surat masuk %(nomor)s kepada %(kepada)s, tenggat %(tenggat)s", ("nomor", "kepada", "tenggat")),
    "sekretariat.disposisi_selesai": Peristiwa("menyelesaikan disposisi surat masuk %(nomor)s", ("nomor",)),
    "sekretariat.disposisi_ditarik": Peristiwa("menarik disposisi surat masuk %(nomor)s dari %(kepada)s",
                                               ("nomor", "kepada")),
    "sekretariat.surat_dikirim": Peristiwa("mengirim surat %(nomor)s", ("nomor",)),
    "sekretariat.kiriman_diterima": Peristiwa("mencatat surat %(nomor)s diterima, bukti %(bukti)s", ("nomor", "bukti")),
    "sekretariat.kiriman_dibatalkan": Peristiwa("membatalkan pengiriman surat %(nomor)s: %(alasan)s",
                                                ("nomor", "alasan")),
    "sekretariat.produk_dicatat": Peristiwa("mencatat %(apa)s", ("apa",)),
    "sekretariat.produk_diubah": Peristiwa("membetulkan %(sebutan)s: %(apa)s", ("sebutan", "apa")),
    "sekretariat.produk_dibatalkan": Peristiwa("membatalkan %(apa)s: %(alasan)s", ("apa", "alasan")),
    "sekretariat.jangka_diatur": Peristiwa(
        "mengatur jangka simpan %(kode)s: aktif %(aktif)s, inaktif %(inaktif)s tahun, lalu %(nasib)s",
        ("kode", "aktif", "inaktif", "nasib")),
    "sekretariat.arsip_dimusnahkan": Peristiwa("mencatat pemusnahan %(banyak)s arsip, berita acara %(nomor)s",
                                               ("nomor", "banyak")),
    # keuangan: anggaran
    "keuangan.versi_dibuat": Peristiwa("membuat %(nama)s", ("nama",)),
    # keuangan: dpa, rak, kertas
    "keuangan.dpa_disiapkan": Peristiwa("menyiapkan %(banyak)s DPA tahun %(tahun)s", ("tahun", "banyak")),
    "keuangan.dpa_disimpan": Peristiwa("menyimpan rencana bulanan %(apa)s", ("apa",)),
    "keuangan.dpa_dihapus": Peristiwa("menghapus draf %(apa)s", ("apa",)),
    "keuangan.dpal_dibuat": Peristiwa("membuat %(apa)s dengan sisa %(nilai)s", ("apa", "nilai")),
    "keuangan.pka_ditunjuk": Peristiwa("menunjuk %(nama)s sebagai PKA %(apa)s", ("apa", "nama")),
    "keuangan.dpa_ajukan": Peristiwa("mengajukan %(apa)s", ("apa",)),
    "keuangan.dpa_verifikasi": Peristiwa("memverifikasi %(apa)s", ("apa",)),
    "keuangan.dpa_setujui": Peristiwa("menyetujui %(apa)s", ("apa",)),
    "keuangan.dpa_tolak": Peristiwa("mengembalikan %(apa)s: %(alasan)s", ("apa", "alasan")),
    "keuangan.rak_ajukan": Peristiwa("mengajukan %(apa)s", ("apa",)),
    "keuangan.rak_verifikasi": Peristiwa("memverifikasi %(apa)s", ("apa",)),
    "keuangan.rak_setujui": Peristiwa("menyetujui %(apa)s", ("apa",)),
    "keuangan.rak_tolak": Peristiwa("mengembalikan %(apa)s: %(alasan)s", ("apa", "alasan")),
    "keuangan.rak_disusun": Peristiwa("mulai menyusun %(apa)s", ("apa",)),
    "keuangan.rak_disimpan": Peristiwa("menyimpan %(apa)s", ("apa",)),
    "keuangan.naskah_disimpan": Peristiwa("menyimpan naskah %(apa)s versi %(versi)s", ("apa", "versi")),
    # rekap
    "rekap.disusun": Peristiwa("menyusun rekap %(jenis)s %(periode)s revisi %(revisi)s, sidik %(sha256)s",
                               ("jenis", "periode", "revisi", "sha256")),
    "rekap.disetujui": Peristiwa("menyetujui rekap %(jenis)s %(periode)s revisi %(revisi)s",
                                 ("jenis", "periode", "revisi")),
    "rekap.kirim_diminta": Peristiwa("meminta rekap %(jenis)s %(periode)s revisi %(revisi)s dikirim ke %(tujuan)s",
                                     ("jenis", "periode", "revisi", "tujuan")),
    "rekap.diterima": Peristiwa("mendapat tanda terima rekap %(jenis)s %(periode)s revisi %(revisi)s dari %(tujuan)s",
                                ("jenis", "periode", "revisi", "tujuan")),
    "rekap.ditolak": Peristiwa("mendapat penolakan rekap %(jenis)s %(periode)s revisi %(revisi)s dari %(tujuan)s",
                               ("jenis", "periode", "revisi", "tujuan")),
    "rekap.jadwal_disimpan": Peristiwa("menyimpan jadwal rekap %(jenis)s: hari %(hari)s jam %(jam)s, aktif %(aktif)s",
                                       ("jenis", "hari", "jam", "aktif")),
    "rekap.jadwal_dihapus": Peristiwa("menghapus jadwal rekap %(jenis)s", ("jenis",)),
    "rekap.tujuan_disimpan": Peristiwa("menyimpan tujuan rekap %(nama)s lewat %(kanal)s, aktif %(aktif)s",
                                       ("nama", "kanal", "aktif")),
    "rekap.tujuan_dihapus": Peristiwa("menghapus tujuan rekap %(nama)s", ("nama",)),
    "rekap.tujuan_tergabung": Peristiwa("tergabung dengan %(penerima)s lewat tujuan %(nama)s, kunci %(kunci)s",
                                        ("nama", "penerima", "kunci")),
    # kabupaten
    "kabupaten.kode_dibuat": Peristiwa("membuat kode gabung untuk desa %(desa)s", ("desa",)),
    "kabupaten.desa_tergabung": Peristiwa("menerima desa %(desa)s dengan kunci %(kunci)s", ("desa", "kunci")),
    "kabupaten.kunci_dicabut": Peristiwa("mencabut %(banyak)s kunci desa %(desa)s", ("desa", "banyak")),
    "kabupaten.rekap_diterima": Peristiwa("menerima rekap %(jenis)s %(periode)s revisi %(revisi)s dari desa %(desa)s",
                                          ("desa", "jenis", "periode", "revisi")),
    "kabupaten.rekap_ditolak": Peristiwa("menolak rekap %(jenis)s %(periode)s dari desa %(desa)s: %(alasan)s",
                                         ("desa", "jenis", "periode", "alasan")),
    "kabupaten.laporan_disimpan": Peristiwa("menetapkan tenggat laporan: %(apa)s", ("apa",)),
    # sistem
    "sistem.cadangan_dibuat": Peristiwa("membuat cadangan %(berkas)s", ("berkas",)),
    "sistem.cadangan_dipulihkan": Peristiwa("memulihkan cadangan %(berkas)s", ("berkas",)),
    "sistem.nomor_dilompati": Peristiwa(
        "melompati nomor %(dari)s–%(sampai)s register %(register)s tahun %(tahun)s: %(alasan)s",
        ("dari", "sampai", "register", "tahun", "alasan")),
    "sistem.jam_dibetulkan": Peristiwa(
        "menyatakan jam komputer benar; %(banyak)s catatan bertanggal di depan, sampai %(terakhir)s: %(alasan)s",
        ("banyak", "terakhir", "alasan")),
    "sistem.contoh_diisi": Peristiwa("mengisi data contoh: %(penduduk)s penduduk, benih %(benih)s",
                                     ("penduduk", "benih")),
}

# Recorded whatever the clock says, so that people can still come in, and a restore can be noted; they do not
# count as "the latest record" either, or one login under a wrong clock would hold up the village for years.
JAM_DIBETULKAN = "sistem.jam_dibetulkan"
TANPA_JAM = frozenset({
    "akun.masuk", "akun.gagal_masuk", "akun.keluar", "akun.kode_pemulihan_dipakai",
    "sistem.cadangan_dipulihkan", "sistem.nomor_dilompati",
})
