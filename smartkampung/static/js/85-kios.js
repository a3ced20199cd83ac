/* The kiosk: a keypad under fields with data-papan, links and the start without history, back by itself when nobody
   touches it, and nothing left in the fields when the page is left. */
(function () {
  var b = document.body, awal = b.dataset.kiosAwal, jeda;
  if (!awal) return;
  function pulang() { document.querySelectorAll("form").forEach(function (f) { f.reset(); }); location.replace(awal); }
  function bangun() { clearTimeout(jeda); jeda = setTimeout(pulang, (+b.dataset.kiosDiam || 45) * 1000); }
  ["pointerdown", "keydown", "input", "scroll"].forEach(function (n) { addEventListener(n, bangun, true); });
  addEventListener("pageshow", function (e) { if (e.persisted) pulang(); });
  addEventListener("contextmenu", function (e) { e.preventDefault(); });
  document.addEventListener("click", function (e) {
    var a = e.target.closest("a[href]");
    if (a) { e.preventDefault(); location.replace(a.href); }
  });
  document.querySelectorAll("[data-papan]").forEach(function (m) {
    var papan = buatUnsur("div", "papan"), tanggal = m.dataset.papan === "tanggal";
    function ubah(angka) {
      angka = angka.slice(0, tanggal ? 8 : 16);
      m.value = tanggal ? [angka.slice(0, 2), angka.slice(2, 4), angka.slice(4)].filter(Boolean).join("-") : (angka.match(/.{1,4}/g) || []).join(" ");
      m.dispatchEvent(new Event("input", { bubbles: true }));
    }
    "123456789⌫0".split("").forEach(function (t) {
      var k = buatUnsur("button", "tombol", t);
      k.type = "button";
      k.setAttribute("aria-label", t === "⌫" ? "Hapus satu angka" : t);
      k.onclick = function () {
        var angka = m.value.replace(/\D/g, "");
        ubah(t === "⌫" ? angka.slice(0, -1) : angka + t);
      };
      papan.append(k);
    });
    papan.hidden = !m.autofocus;
    papan.addEventListener("pointerdown", function (e) { e.preventDefault(); });  // the field keeps the cursor
    document.addEventListener("focusin", function (e) {
      if (e.target === m) papan.hidden = false;
      else if (!papan.contains(e.target)) papan.hidden = true;
    });
    m.addEventListener("input", function (e) { if (e.isTrusted) ubah(m.value.replace(/\D/g, "")); });
    m.parentNode.append(papan);
  });
  bangun();
})();
