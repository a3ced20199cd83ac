/* data-draf="nama": keep what is typed on a public form on this device for 7 days; never NIK, KK, names, birth dates, files. */
var LARANG = /nik|nama|kk|lahir|sandi|token|kunci|telepon|surel|-cari$/i, UMUR = 7 * 864e5;
function boleh(m) { return m.name && !LARANG.test(m.name) && !/^(hidden|password|file|submit)$/.test(m.type) && !m.closest("[data-tanpa-draf]"); }
function simpanan(kunci, isi) {
  try {
    if (isi === undefined) return JSON.parse(localStorage.getItem("draf:" + kunci));
    if (isi === null) localStorage.removeItem("draf:" + kunci); else localStorage.setItem("draf:" + kunci, JSON.stringify(isi));
  } catch (_) { return null; }
}
document.querySelectorAll("[data-draf-selesai]").forEach(function (u) { simpanan(u.dataset.drafSelesai, null); });
document.querySelectorAll("form[data-draf]").forEach(function (f) {
  var kunci = f.dataset.draf, d = simpanan(kunci), jeda;
  var medan = [].filter.call(f.elements, boleh);
  if (d && Date.now() - d.pada < UMUR && !f.querySelector(".ringkasan-galat")) {
    var terisi = false;
    medan.forEach(function (m) {
      if (!(m.name in d.isi)) return;
      var v = d.isi[m.name];
      if (/^(radio|checkbox)$/.test(m.type)) { if (v.indexOf(m.value) >= 0 && !m.checked) { m.checked = terisi = true; } }
      else if (!m.value && v[0]) { m.value = v[0]; terisi = true; m.dispatchEvent(new Event("input")); }
    });
    if (terisi) {
      var p = buatUnsur("p", "bantuan", teksRupa.draf);
      p.setAttribute("role", "status");
      f.prepend(p);
    }
  }
  f.addEventListener("input", function () {
    clearTimeout(jeda);
    jeda = setTimeout(function () {
      var isi = {};
      medan.forEach(function (m) {
        if (/^(radio|checkbox)$/.test(m.type) && !m.checked) return;
        (isi[m.name] = isi[m.name] || []).push(m.value);
      });
      simpanan(kunci, { pada: Date.now(), isi: isi });
    }, 400);
  });
});
