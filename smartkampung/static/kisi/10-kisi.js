/* form[data-kisi]: RAB lines typed like a sheet. A row is saved when it is left; Enter goes down; cells pasted
   from a spreadsheet fill rows; prices of the list offer themselves; totals and sentences follow each save.
   One request at a time, and each new row carries a key of its own, so a repeated send stays one row; what the
   network lost is sent again by itself. The state word speaks for every row. */
var f = document.querySelector("form[data-kisi]");
if (f) mulai(f);

function mulai(form) {
  var badan = form.querySelector("tbody"), keadaan = form.querySelector("[data-keadaan]"), tombol = form.querySelector("[data-tambah-baris]");
  var kolom = ["rekening", "sumber_dana", "uraian", "volume", "satuan", "harga"], antre = Promise.resolve(), daftarHarga = {}, jalan = 0, ulangi, nilai;
  tombol.hidden = false;

  function medan(tr, nama) { return tr.querySelector('[name="' + nama + '"]'); }
  function isi(tr) { return kolom.map(function (k) { return medan(tr, k).value; }).join("\x1f") + medan(tr, "alasan_harga").value + medan(tr, "bengkok").value; }
  function semua() { return [].slice.call(badan.querySelectorAll("tr[data-baris]")); }
  semua().forEach(function (tr) { tr.asli = tr.classList.contains("salah") ? "" : isi(tr); });
  function berisi(tr) { return medan(tr, "id").value || medan(tr, "uraian").value || medan(tr, "volume").value || medan(tr, "harga").value; }
  function lengkap(tr) { return ["rekening", "uraian", "volume", "harga"].every(function (k) { return medan(tr, k).value.trim(); }); }

  function tambah() {
    var contoh = semua().pop(), tr = contoh.cloneNode(true), kalimat = contoh.nextElementSibling.cloneNode(true);
    tr.classList.remove("salah", "belum-isi");
    [].forEach.call(tr.querySelectorAll("[aria-label]"), function (m) { m.setAttribute("aria-label", m.getAttribute("aria-label").replace(/\d+$/, semua().length + 1)); });
    [].forEach.call(tr.querySelectorAll("input"), function (m) { m.value = ""; m.removeAttribute("aria-invalid"); });
    [].forEach.call(tr.querySelectorAll("button"), function (b) { b.remove(); });
    medan(tr, "sumber_dana").value = medan(contoh, "sumber_dana").value;
    tr.querySelector("[data-jumlah]").textContent = "";
    tr.querySelector("details").open = false;
    kalimat.hidden = true;
    badan.append(tr, kalimat);
    tr.asli = isi(tr);
    return tr;
  }
  tombol.onclick = function () {  // a phone shows one empty row at a time
    var tr = semua().filter(function (b) { return !berisi(b) && !b.offsetParent; })[0] || tambah();
    tr.classList.remove("belum-isi");
    medan(tr, "rekening").focus();
  };

  function kotor(tr) { return berisi(tr) && isi(tr) !== tr.asli; }
  function nyatakan() {
    var sisa = semua().filter(kotor), gagal = sisa.filter(function (tr) { return tr.gagal; })[0];
    var teks = jalan ? form.dataset.sedang : !sisa.length ? form.dataset.tersimpan : form.dataset.belum + (gagal && gagal.gagal !== true ? ": " + gagal.gagal : "");
    if (keadaan.textContent !== teks) keadaan.textContent = teks;
    keadaan.classList.toggle("gawat", !jalan && !!gagal);
  }

  function simpan(tr) {
    if (!kotor(tr) || !lengkap(tr)) return nyatakan();
    if (!medan(tr, "id").value && !medan(tr, "tanda").value) medan(tr, "tanda").value = crypto.getRandomValues(new Uint32Array(3)).join("");
    var kirim = isi(tr), data = new URLSearchParams();
    [].forEach.call(tr.querySelectorAll("[name]"), function (m) { data.append(m.name, m.value); });
    jalan++;
    nyatakan();
    antre = antre.then(function () {
      ["id", "sidik"].forEach(function (k) { data.set(k, medan(tr, k).value); });  // as the save before left them
      return fetch(form.dataset.kisi, { method: "POST", body: data, signal: AbortSignal.timeout(30000), headers: { Accept: "application/json", "X-CSRFToken": form.querySelector('[name="csrf_token"]').value } })
        .then(function (r) { return r.json().then(function (j) { if (!r.ok) throw new Error(j.galat); return j; }); })
        .then(function (j) { terima(tr, j, kirim); })
        .catch(function (g) { tr.gagal = g.message && g.name === "Error" ? g.message : true; if (g.name !== "Error") nanti(); })
        .then(function () { jalan--; nyatakan(); });
    });
  }
  function nanti() {
    clearTimeout(ulangi);
    ulangi = setTimeout(function () { semua().forEach(function (tr) { if (tr.gagal === true && !tr.contains(document.activeElement)) simpan(tr); else if (tr.gagal === true) nanti(); }); }, 4000);
  }
  window.addEventListener("online", nanti);
  function terima(tr, j, kirim) {
    var b = j.baris[0], kalimat = tr.nextElementSibling, galat = Object.keys(b.galat);
    kolom.forEach(function (k) { medan(tr, k).toggleAttribute("aria-invalid", false); if (b.galat[k]) medan(tr, k).setAttribute("aria-invalid", "true"); });
    kalimat.hidden = !galat.length;
    kalimat.querySelector(".galat").textContent = galat.map(function (k) { return b.galat[k]; }).join(" ");
    document.getElementById("bilah").innerHTML = j.bilah;
    tr.gagal = galat.length ? galat.map(function (k) { return b.galat[k]; }).join(" ") : "";
    if (galat.length) return;
    tr.asli = kirim;
    medan(tr, "id").value = b.teks.id;
    medan(tr, "sidik").value = b.teks.sidik;
    var hapus = document.getElementById("hapus-" + b.teks.id);
    if (hapus) hapus.elements.sidik.value = b.teks.sidik;
    tr.querySelector("[data-jumlah]").textContent = b.teks.jumlah;
    clearTimeout(nilai);
    nilai = setTimeout(nilaiUlang, 300);
  }
  function nilaiUlang() {
    fetch(form.dataset.aturan).then(function (r) { return r.ok ? r.json() : {}; }).then(function (a) {
      var baru = a.html && new DOMParser().parseFromString(a.html, "text/html").getElementById("temuan-kegiatan");
      if (baru) document.getElementById("temuan-kegiatan").replaceWith(document.adoptNode(baru));
    }).catch(function () {});
  }

  badan.addEventListener("focusout", function (e) {
    var tr = e.target.closest("tr[data-baris]");
    if (tr && !tr.contains(e.relatedTarget)) simpan(tr);
  });
  badan.addEventListener("keydown", function (e) {
    var tr = e.target.closest("tr[data-baris]"), turun = e.key === "Enter" && !e.shiftKey && !e.ctrlKey || e.key === "ArrowDown" && e.altKey;
    var naik = e.key === "Enter" && e.shiftKey || e.key === "ArrowUp" && e.altKey;
    if (!tr || !(turun || naik) || e.target.tagName === "BUTTON") return;
    e.preventDefault();
    var s = semua(), ke = s[s.indexOf(tr) + (turun ? 1 : -1)] || (turun ? tambah() : null);
    if (ke) ke.classList.remove("belum-isi");
    if (ke) (medan(ke, e.target.name) || medan(ke, "rekening")).focus();
  });
  badan.addEventListener("input", function (e) {
    var tr = e.target.closest("tr[data-baris]");
    if (tr) tr.classList.remove("belum-isi");
    if (e.target.name === "harga") pisah(e.target, e.inputType === "insertFromPaste");
    if (e.target.name === "uraian") tawarkan(e.target);
    nyatakan();
  });
  function pisah(m, tempelan) {
    if (tempelan && /^\D*\d+\.\d{1,2}$/.test(m.value.trim())) m.value = m.value.replace(".", ",");  // sen as other programs write them
    var b = m.value.replace(/[^\d,]/g, "").split(","), titik = b[0].replace(/^0+(?=\d)/, "").replace(/\B(?=(\d{3})+$)/g, ".");
    if (m.selectionStart === m.value.length) m.value = titik + (b.length > 1 ? "," + b[1].slice(0, 2) : "");
  }
  var tunda;
  function tawarkan(m) {
    var tr = m.closest("tr"), h = daftarHarga[m.value];
    if (h) {
      medan(tr, "uraian").value = h.uraian; medan(tr, "satuan").value = h.satuan; medan(tr, "harga").value = h.harga; medan(tr, "harga_id").value = h.id;
      return;
    }
    medan(tr, "harga_id").value = "";
    clearTimeout(tunda);
    if (m.value.length > 2) tunda = setTimeout(function () {
      fetch(form.dataset.harga, { method: "POST", body: new URLSearchParams({ q: m.value }), headers: { Accept: "application/json", "X-CSRFToken": form.querySelector('[name="csrf_token"]').value } })
        .then(function (r) { return r.ok ? r.json() : { hasil: [] }; }).then(function (j) {
          var d = document.getElementById("daftar-harga");
          d.textContent = "";
          j.hasil.forEach(function (x) { var teks = x.uraian + (x.spesifikasi ? ", " + x.spesifikasi : "") + " · " + x.satuan + " · " + x.harga, o = document.createElement("option"); daftarHarga[teks] = x; o.value = teks; d.append(o); });
        }).catch(function () {});
    }, 250);
  }
  badan.addEventListener("paste", function (e) {
    var teks = (e.clipboardData || { getData: function () { return ""; } }).getData("text"), tr = e.target.closest("tr[data-baris]");
    if (!tr || !/[\t\n]/.test(teks.trim())) return;
    e.preventDefault();
    var mulaiKolom = Math.max(0, kolom.indexOf(e.target.name)), baris = teks.replace(/\r/g, "").split("\n").filter(function (b) { return b.trim(); });
    baris.forEach(function (b, i) {
      var sel = b.split("\t");
      sel.forEach(function (s, j) { var k = kolom[mulaiKolom + j]; if (k) medan(tr, k).value = k === "sumber_dana" ? s.trim().toUpperCase() : s.trim().replace(/^"|"$/g, ""); });
      tr.classList.remove("belum-isi");
      simpan(tr);
      if (i < baris.length - 1) { var daftar = semua(); tr = daftar[daftar.indexOf(tr) + 1] || tambah(); }
    });
    medan(tr, "rekening").focus();
  });
  window.addEventListener("beforeunload", function (e) {
    if (semua().some(kotor)) e.preventDefault();
  });
  form.addEventListener("submit", function () { semua().forEach(function (tr) { tr.asli = isi(tr); }); });
}
