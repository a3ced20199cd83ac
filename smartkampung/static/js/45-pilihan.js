/* select[data-cari-pilihan="placeholder"]: type to narrow a grouped list; options carry more words in data-kata.
   Without script it stays a grouped select. */
document.querySelectorAll("select[data-cari-pilihan]").forEach(function (s) {
  var m = buatUnsur("input"), suara = buatUnsur("p", "tersembunyi"), label = document.querySelector('label[for="' + s.id + '"]');
  var semua = [].map.call(s.querySelectorAll("option"), function (o) {
    return { o: o, grup: o.parentNode, nama: pecah(o.textContent), kata: pecah(o.textContent + " " + (o.dataset.kata || "")) };
  });
  m.type = "search";
  m.id = s.id + "-cari";
  m.placeholder = s.dataset.cariPilihan;
  m.autocomplete = "off";
  m.setAttribute("aria-controls", s.id);
  s.setAttribute("aria-label", label.textContent.trim());
  label.htmlFor = m.id;
  suara.setAttribute("role", "status");
  s.size = 9;
  s.classList.add("daftar-pilihan");
  s.before(m);
  s.after(suara);

  function pecah(t) { return t.toLowerCase().match(/[a-z0-9]+/g) || []; }
  function bedaSatu(a, b) {
    if (Math.abs(a.length - b.length) > 1) return false;
    var i = 0;
    while (i < a.length && a[i] === b[i]) i++;
    return a.slice(i + 1) === b.slice(i + 1) || a.slice(i + 1) === b.slice(i) || a.slice(i) === b.slice(i + 1) ||
      (a[i] === b[i + 1] && a[i + 1] === b[i] && a.slice(i + 2) === b.slice(i + 2));
  }
  function mirip(a, b) {
    if (a === b) return 3;
    if (a.length > 1 && b.indexOf(a) === 0) return 2;
    var n = Math.min(a.length, b.length), acak = n === 4 && a.split("").sort().join() === b.split("").sort().join();
    return (n > 4 || acak) && bedaSatu(a, b) ? 1 : 0;
  }
  function terbaik(k, daftar) { return Math.max.apply(null, daftar.map(function (x) { return mirip(k, x); }).concat(0)); }
  function saring() {
    var q = pecah(m.value), pilih = null, tinggi = 0, ada = 0;
    var nilai = semua.map(function (x) {
      var n = 0;
      for (var i = 0; i < q.length; i++) {
        var v = terbaik(q[i], x.kata);
        if (!v) return 0;
        n += v + terbaik(q[i], x.nama) / x.nama.length;
      }
      return n || 1;
    });
    semua.forEach(function (x) { x.o.remove(); x.grup.remove(); });
    semua.forEach(function (x, i) {
      if (!nilai[i]) return;
      if (!x.grup.parentNode) s.append(x.grup);
      x.grup.append(x.o);
      ada++;
      if (nilai[i] > tinggi) { tinggi = nilai[i]; pilih = x.o; }
    });
    if (q.length && pilih) { pilih.selected = true; pilih.scrollIntoView({ block: "nearest" }); }
    s.size = Math.max(3, Math.min(9, ada + s.children.length));
    suara.textContent = q.length ? (ada ? teksRupa.hasil.replace("{n}", ada) : teksRupa.nihil) : "";
    suara.className = ada ? "tersembunyi" : "bantuan";
  }
  m.addEventListener("input", saring);
  m.addEventListener("keydown", function (e) {
    if (e.key !== "ArrowDown" && e.key !== "ArrowUp") return;
    e.preventDefault();
    var o = [].slice.call(s.options), i = s.selectedIndex + (e.key === "ArrowDown" ? 1 : -1);
    if (o[i]) { o[i].selected = true; o[i].scrollIntoView({ block: "nearest" }); }
  });
});
