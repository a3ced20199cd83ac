/* data-rupiah: thousands separators while typing, and the amount in words under the field. */
var SATUAN = ["", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas"];
var TINGKAT = [[1e12, "triliun"], [1e9, "miliar"], [1e6, "juta"], [1e3, "ribu"]];
function eja(n) {
  if (n < 12) return SATUAN[n];
  if (n < 20) return eja(n - 10) + " belas";
  if (n < 100) return eja(Math.floor(n / 10)) + " puluh " + eja(n % 10);
  if (n < 200) return "seratus " + eja(n - 100);
  if (n < 1000) return eja(Math.floor(n / 100)) + " ratus " + eja(n % 100);
  if (n < 2000) return "seribu " + eja(n - 1000);
  var t = TINGKAT.find(function (x) { return n >= x[0]; });
  return eja(Math.floor(n / t[0])) + " " + t[1] + " " + eja(n % t[0]);
}
function terbilang(n) { return n ? eja(n).replace(/\s+/g, " ").trim() : "nol"; }

function rapikan(m) {
  var kiri = m.value.slice(0, m.selectionStart).replace(/[^\d,]/g, "").length;
  var bagian = m.value.replace(/[^\d,]/g, "").split(",");
  var utuh = bagian[0].slice(0, 15).replace(/^0+(?=\d)/, "");
  var hasil = utuh.replace(/\B(?=(\d{3})+$)/g, ".") + (bagian.length > 1 ? "," + bagian[1].slice(0, 2) : "");
  if (hasil !== m.value) {
    m.value = hasil;
    var i = 0;
    while (kiri > 0 && i < hasil.length) { if (/[\d,]/.test(hasil[i])) kiri--; i++; }
    if (document.activeElement === m) m.setSelectionRange(i, i);
  }
  return [utuh, bagian[1]];
}
window.rapikanRupiah = rapikan;
document.querySelectorAll("[data-rupiah]").forEach(function (m) {
  var p = buatUnsur("p", "terbilang");
  p.id = m.id + "-terbilang";
  (m.closest(".awalan") || m).after(p);
  m.setAttribute("aria-describedby", ((m.getAttribute("aria-describedby") || "") + " " + p.id).trim());
  m.autocomplete = "off";
  function perbarui() {
    var n = rapikan(m), sen = +((n[1] || "") + "00").slice(0, 2);
    p.textContent = n[0] ? terbilang(+n[0]) + " rupiah" + (sen ? " " + terbilang(sen) + " sen" : "") : "";
  }
  m.addEventListener("input", perbarui);
  if (m.value) perbarui();
});
