/* form[data-rancang="url"]: live preview beside the letter designer, codes put in at the cursor, parts moved by Alt+arrows. */
document.querySelectorAll("form[data-rancang]").forEach(function (f) {
  var tempat = f.querySelector("[data-pratinjau]"), img = buatUnsur("img"), daftar = buatUnsur("ul"), jeda, urut = 0, lama;
  var terakhir = f.querySelector("textarea[data-kode]");
  img.alt = tempat.dataset.pratinjau;
  tempat.append(img, daftar);
  function gambar() {
    var giliran = ++urut, isi = new FormData(f);
    fetch(f.dataset.rancang, { method: "POST", body: isi }).then(function (r) {
      if (!r.ok) throw r;
      return r.blob().then(function (b) { if (giliran === urut) tampil(b, JSON.parse(decodeURIComponent(r.headers.get("X-Pesan") || "%5B%5D"))); });
    }).catch(function () { if (giliran === urut) daftar.replaceChildren(buatUnsur("li", "", teksRupa.gagal)); });
  }
  function tampil(b, pesan) {
    if (lama) URL.revokeObjectURL(lama);
    img.src = lama = URL.createObjectURL(b);
    daftar.replaceChildren.apply(daftar, pesan.map(function (p) { return buatUnsur("li", "", p); }));
  }
  function nanti() { clearTimeout(jeda); jeda = setTimeout(gambar, 350); }
  f.addEventListener("input", nanti);
  f.addEventListener("change", nanti);
  f.addEventListener("focusin", function (e) { if (e.target.hasAttribute("data-kode")) terakhir = e.target; });
  gambar();

  function geser(butir, arah) {
    var lain = arah < 0 ? butir.previousElementSibling : butir.nextElementSibling;
    if (!lain || !lain.hasAttribute("data-butir")) return;
    if (arah < 0) lain.before(butir); else lain.after(butir);
    butir.scrollIntoView({ block: "nearest" });
    nanti();
  }
  f.addEventListener("keydown", function (e) {
    var butir = e.target.closest("[data-butir]");
    if (!butir || !e.altKey || !/^Arrow(Up|Down)$/.test(e.key)) return;
    e.preventDefault();
    geser(butir, e.key === "ArrowUp" ? -1 : 1);
    e.target.focus();
  });
  f.addEventListener("click", function (e) {
    var b = e.target.closest("[data-geser]");
    if (!b) return;
    e.preventDefault();
    geser(b.closest("[data-butir]"), +b.dataset.geser);
    b.focus();
  });

  var kotak = f.querySelector("[data-daftar-kode]"), cari = buatUnsur("input", "masukan");
  cari.type = "search";
  cari.placeholder = kotak.dataset.daftarKode;
  cari.setAttribute("aria-label", cari.placeholder);
  kotak.querySelector("summary").after(cari);
  cari.addEventListener("input", function (e) {
    var q = cari.value.trim().toLowerCase();
    e.stopPropagation();
    kotak.querySelectorAll("li").forEach(function (li) { li.hidden = li.textContent.toLowerCase().indexOf(q) < 0; });
    kotak.querySelectorAll("div").forEach(function (d) { d.hidden = !d.querySelector("li:not([hidden])"); });
  });
  kotak.querySelectorAll("li[data-sisip]").forEach(function (li) {
    var b = buatUnsur("button");
    b.type = "button";
    b.append(li.firstElementChild);
    li.prepend(b);
    b.onclick = function () {
      var a = terakhir.selectionStart || 0, teks = terakhir.name.slice(-5) === "-bila" ? li.dataset.sisip : "[" + li.dataset.sisip + "]";
      terakhir.setRangeText(teks, a, terakhir.selectionEnd || a, "end");
      terakhir.focus();
      nanti();
    };
  });
  if (location.hash) { var sasaran = document.getElementById(location.hash.slice(1)); for (var d = sasaran; d; d = d.parentElement) if (d.tagName === "DETAILS") d.open = true; if (sasaran) sasaran.scrollIntoView(); }
});
