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
    var code = form.elements.postal_code.value.trim();
    var far = code !== "" && (way.dataset.remote || "").split(" ").indexOf(code) > -1;
    var sums = table[way.value + "|" + (pay ? pay.value : "") + "|" + (far ? "far" : "")];
    if (!sums) return;
    show("shipping", sums.shipping);
    show("fee", sums.fee);
    show("total", sums.total);
    form.querySelector('[data-row="fee"]').hidden = !sums.fee;
  }

  // A quantity was typed and the sums are not its own: the big button shows them first, and confirms after that.
  var confirm = document.getElementById("confirm"), label = confirm.querySelector("[data-else]");
  var update = form.querySelector(".update"), confirms = label.textContent;
  function needs_update() {
    return Array.prototype.some.call(form.querySelectorAll(".stepper input"), function (input) {
      return input.value !== input.defaultValue;
    });
  }
  function follow() {
    var needed = needs_update();
    update.classList.toggle("needed", needed);
    label.textContent = needed ? label.dataset.else : confirms;
    confirm.querySelector(".owed").hidden = needed;
    if (needed) confirm.setAttribute("formaction", update.getAttribute("formaction"));
    else confirm.removeAttribute("formaction");
  }

  form.addEventListener("input", follow);
  form.addEventListener("change", add_up);
  form.addEventListener("submit", function (event) {
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
  });
  window.addEventListener("pageshow", function () {
    delete form.dataset.sent;
    add_up();
    follow();
  });
  var mistakes = document.getElementById("mistakes");
  if (mistakes) mistakes.focus();
})();
