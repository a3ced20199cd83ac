/* Ground: texts, shortcuts, double submit, filters, account menu. Nothing here is needed to do a task. */
var skrip = document.querySelector("script[data-teks]");
var T = window.teksRupa = JSON.parse(skrip ? skrip.dataset.teks : "{}");
var mengetik = function (e) { return /^(INPUT|TEXTAREA|SELECT)$/.test(e.target.tagName) || e.target.isContentEditable; };

window.buatUnsur = function (nama, kelas, teks) {
  var u = document.createElement(nama);
  if (kelas) u.className = kelas;
  if (teks) u.textContent = teks;
  return u;
};
window.bukaDialog = function (judul, isi, tombol) {
  var d = buatUnsur("dialog"), h = buatUnsur("h2", "", judul), baris = buatUnsur("div", "aksi");
  h.id = "judul-dialog";
  d.setAttribute("aria-labelledby", h.id);
  d.append(h);
  if (isi) d.append(isi);
  tombol.forEach(function (t) {
    var b = buatUnsur("button", "tombol " + (t[1] || ""), t[0]);
    b.type = "button";
    b.onclick = function () { d.close(); if (t[2]) t[2](); };
    baris.append(b);
  });
  d.append(baris);
  d.onclose = function () { d.remove(); };
  document.body.append(d);
  d.showModal();
};

function bantuan() {
  var dl = buatUnsur("dl");
  [["/", T.cari], ["Ctrl + Enter", T.kirim], ["↑ ↓ Enter", T.pilih], ["?", T.bantuan]].forEach(function (p) {
    var dt = buatUnsur("dt");
    dt.append(buatUnsur("kbd", "", p[0]));
    dl.append(dt, buatUnsur("dd", "", p[1]));
  });
  bukaDialog(T.pintasan, dl, [[T.tutup, "utama"]]);
}

document.addEventListener("keydown", function (e) {
  var akun = document.querySelector(".akun[open]");
  if (e.key === "Escape" && akun) { akun.open = false; akun.firstElementChild.focus(); }
  if (e.key === "Enter" && (e.ctrlKey || e.metaKey) && e.target.form) {
    e.preventDefault();
    var utama = e.target.form.querySelector("button.utama");
    if (e.target.form.requestSubmit) e.target.form.requestSubmit(utama || undefined);
  }
  if (mengetik(e) || e.ctrlKey || e.metaKey || e.altKey || document.querySelector("dialog[open]")) return;
  var cari = document.querySelector("[data-cari]");
  if (e.key === "/" && cari) { e.preventDefault(); cari.focus(); cari.select(); }
  if (e.key === "?" && window.HTMLDialogElement) { e.preventDefault(); bantuan(); }
});

document.addEventListener("click", function (e) {
  var akun = document.querySelector(".akun[open]");
  if (akun && !akun.contains(e.target)) akun.open = false;
  if (e.target.closest("[data-cetak]")) window.print();
  if (e.target.closest("[data-kembali]") && history.length > 1) { e.preventDefault(); history.back(); }
});

// A second press while the first is on its way does nothing; coming back by the back button undoes that.
document.addEventListener("submit", function (e) {
  var f = e.target;
  if (e.defaultPrevented || f.method !== "post") return;
  if (f.dataset.terkirim) { e.preventDefault(); return; }
  f.dataset.terkirim = "1";
  var b = e.submitter;
  if (!b || !b.classList.contains("utama")) return;
  setTimeout(function () {
    b.setAttribute("aria-disabled", "true");
    b.dataset.asal = b.textContent;
    b.lastChild.textContent = T.tunggu;
  }, 0);
  // A download leaves the page where it is: let the form be used again after a while.
  setTimeout(function () { lepas(f); }, 8000);
});
function lepas(f) {
  delete f.dataset.terkirim;
  f.querySelectorAll("[data-asal]").forEach(function (b) {
    b.removeAttribute("aria-disabled");
    b.lastChild.textContent = b.dataset.asal;
    delete b.dataset.asal;
  });
}
addEventListener("pageshow", function (e) { if (e.persisted) document.querySelectorAll("form").forEach(lepas); });

document.addEventListener("change", function (e) {
  var f = e.target.form;
  if (f && f.hasAttribute("data-saring") && /^(SELECT|INPUT)$/.test(e.target.tagName) && !/^(search|text)$/.test(e.target.type)) {
    if (f.requestSubmit) f.requestSubmit(); else f.submit();
  }
});

var ringkasan = document.querySelector(".ringkasan-galat");
if (ringkasan) ringkasan.focus();
