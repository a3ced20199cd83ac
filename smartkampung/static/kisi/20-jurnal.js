/* form[data-buku="url"]: the journal a form will make, shown while it is filled.  form[data-lajur]: sums, Enter, paste, new rows. */
document.querySelectorAll("form[data-buku]").forEach(function (f) {
  var tempat = f.querySelector("[data-jurnal]"), jeda, urut = 0;
  function gambar() {
    var giliran = ++urut, isi = new FormData(f);
    isi.delete("foto");
    fetch(f.dataset.buku, { method: "POST", body: isi }).then(function (r) { return r.ok ? r.text() : ""; }).then(function (t) {
      if (giliran !== urut || !t) return;
      tempat.replaceChildren.apply(tempat, new DOMParser().parseFromString(t, "text/html").body.childNodes);
    }).catch(function () {});
  }
  function nanti() { clearTimeout(jeda); jeda = setTimeout(gambar, 400); }
  f.addEventListener("input", nanti);
  f.addEventListener("change", nanti);
});
document.querySelectorAll("form[data-lajur]").forEach(function (f) {
  var badan = f.querySelector("tbody"), nama = ["akun", "uraian_baris", "pihak", "debit", "kredit"];
  function angka(t) { var n = parseFloat(t.replace(/[^\d,]/g, "").replace(",", ".")); return isNaN(n) ? 0 : Math.round(n * 100); }
  function jumlah() {
    ["debit", "kredit"].forEach(function (k) {
      var n = 0;
      badan.querySelectorAll("[name=" + k + "]").forEach(function (m) { n += angka(m.value); });
      var utuh = String(Math.floor(n / 100)).replace(/\B(?=(\d{3})+$)/g, "."), sen = n % 100;
      f.querySelector("[data-jumlah=" + k + "]").textContent = "Rp" + utuh + (sen ? "," + ("0" + sen).slice(-2) : "");
    });
  }
  function barisBaru() {
    var b = badan.rows[badan.rows.length - 1].cloneNode(true);
    b.querySelectorAll("input").forEach(function (m) { m.value = ""; m.setAttribute("aria-label", m.getAttribute("aria-label").replace(/\d+$/, badan.rows.length + 1)); });
    b.querySelectorAll(".galat").forEach(function (g) { g.remove(); });
    badan.append(b);
    return b;
  }
  f.addEventListener("input", jumlah);
  badan.addEventListener("keydown", function (e) {
    if (e.key !== "Enter" || e.ctrlKey) return;
    e.preventDefault();
    var baris = e.target.closest("tr");
    (baris.nextElementSibling || barisBaru()).querySelector("[name=" + e.target.name + "]").focus();
  });
  badan.addEventListener("paste", function (e) {
    var teks = e.clipboardData.getData("text/plain");
    if (!/[\t\n]/.test(teks.trim())) return;
    e.preventDefault();
    var baris = e.target.closest("tr"), awal = nama.indexOf(e.target.name);
    teks.replace(/\r/g, "").replace(/\n$/, "").split("\n").forEach(function (satu) {
      baris = baris || barisBaru();
      satu.split("\t").forEach(function (isi, n) { var m = nama[awal + n] && baris.querySelector("[name=" + nama[awal + n] + "]"); if (m) m.value = isi.trim(); });
      baris = baris.nextElementSibling;
    });
    jumlah();
  });
});
