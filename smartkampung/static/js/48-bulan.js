/* data-duabelas="nilai": twelve months of a line; separators while typing, what is left of the line beside it. */
document.querySelectorAll("[data-duabelas]").forEach(function (kotak) {
  var sisa = kotak.querySelector("[data-sisa]"), isi = kotak.querySelectorAll(".duabelas input");
  function sen(teks) {
    var b = teks.replace(/[^\d,]/g, "").split(",");
    return Number(b[0] || 0) * 100 + Number(((b[1] || "") + "00").slice(0, 2));
  }
  function tulis(n) {
    var u = Math.floor(Math.abs(n) / 100), s = Math.abs(n) % 100;
    return (n < 0 ? "−" : "") + "Rp" + String(u).replace(/\B(?=(\d{3})+$)/g, ".") + (s ? "," + ("0" + s).slice(-2) : "");
  }
  function hitung() {
    var jumlah = 0;
    isi.forEach(function (m) { jumlah += sen(m.value); });
    var beda = sen(kotak.dataset.duabelas) - jumlah;
    sisa.textContent = tulis(beda);
    sisa.classList.toggle("gawat", beda !== 0);
  }
  isi.forEach(function (m) { m.addEventListener("input", function () { rapikanRupiah(m); hitung(); }); });
});
