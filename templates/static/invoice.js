// The page works without this. It only shows the total of what is chosen, and keeps a double tap from sending twice.
(function () {
  "use strict";
  var form = document.getElementById("checkout");
  if (!form) return;
  document.documentElement.classList.add("scripted");
  var table = JSON.parse(form.dataset.sums);

  function chosen(name) {
    return form.querySelector('input[name="' + name + '"]:checked');
  }
  function show(name, text) {
    form.querySelectorAll('[data-sum="' + name + '"]').forEach(function (place) { place.textContent = text; });
  }
  function add_up() {
    var way = chosen("shipping_method"), pay = chosen("payment_method");
    if (!way) return;
    var far = (way.dataset.remote || "").split(" ").indexOf(form.elements.postal_code.value.trim()) > -1;
    if (form.elements.postal_code.value.trim() === "") far = false;
    var sums = table[way.value + "|" + (pay ? pay.value : "") + "|" + (far ? "far" : "")];
    if (!sums) return;
    show("shipping", sums.shipping);
    show("fee", sums.fee);
    show("total", sums.total);
    form.querySelector('[data-row="fee"]').hidden = !sums.fee;
  }

  form.addEventListener("change", function (event) {
    if (event.target.name.indexOf("quantity-") === 0 && form.requestSubmit) {
      form.requestSubmit(form.querySelector(".update"));
    } else {
      add_up();
    }
  });
  form.addEventListener("submit", function (event) {
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
  });
  window.addEventListener("pageshow", function () {
    delete form.dataset.sent;
    add_up();
  });
  var mistakes = document.getElementById("mistakes");
  if (mistakes) mistakes.focus();
})();
