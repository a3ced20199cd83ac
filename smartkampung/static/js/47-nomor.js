/* Number pattern: the example follows what is typed, ready patterns are taken with one tap. */
(function () {
  var contoh = document.querySelector("[data-contoh-nomor]"), form = contoh && contoh.closest("form");
  if (!form) return;
  var keluar = contoh.querySelector("output"), tunda, pola = form.querySelector("[name=pola_nomor]");
  function tanya() {
    var isi = new FormData();
    ["pola_nomor", "kode_unit"].forEach(function (n) { isi.append(n, form.querySelector("[name=" + n + "]").value); });
    fetch(contoh.dataset.contohNomor, {
      method: "POST", body: isi,
      headers: { Accept: "application/json", "X-CSRFToken": form.querySelector("[name=csrf_token]").value }
    }).then(function (j) { return j.json(); }).then(function (j) {
      keluar.textContent = j.contoh || j.galat;
      keluar.classList.toggle("gawat", !j.contoh);
    }).catch(function () {});
  }
  form.addEventListener("input", function (e) {
    if (e.target.name !== "pola_nomor" && e.target.name !== "kode_unit") return;
    clearTimeout(tunda);
    tunda = setTimeout(tanya, 250);
  });
  document.querySelectorAll("[data-isi-pola]").forEach(function (kode) {
    var b = buatUnsur("button", "tombol polos kecil", kode.textContent);
    b.type = "button";
    b.onclick = function () { pola.value = kode.textContent; pola.focus(); tanya(); };
    kode.replaceWith(b);
  });
})();
