// What every page has. Forms that htmx sends carry the token that the page's own forms carry.
document.addEventListener("htmx:configRequest", (event) => {
  const token = document.querySelector("input[name=csrfmiddlewaretoken]");
  if (token) event.detail.headers["X-CSRFToken"] = token.value;
});

// The menu of the account closes with Escape and by a click beside it.
const who = document.querySelector("details.who");
if (who) {
  document.addEventListener("click", (event) => {
    if (!who.contains(event.target)) who.open = false;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && who.open) {
      who.open = false;
      who.querySelector("summary").focus();
    }
  });
}
