// Drag and drop, and how much of an upload has arrived. Without this script the form works all the same.
"use strict";
const form = document.getElementById("upload");
const input = document.getElementById("files");
const area = document.querySelector(".drop");
const sent = document.getElementById("sent");

for (const kind of ["dragover", "dragleave", "drop"]) {
  area.addEventListener(kind, (event) => {
    event.preventDefault();
    area.classList.toggle("over", kind === "dragover");
    if (kind === "drop" && event.dataTransfer.files.length) input.files = event.dataTransfer.files;
  });
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const request = new XMLHttpRequest();
  request.upload.addEventListener("progress", (moved) => {
    if (moved.lengthComputable) sent.textContent = `${Math.round((100 * moved.loaded) / moved.total)} % sent`;
  });
  request.addEventListener("load", () => {
    if (request.responseURL.includes("/jobs/")) location.href = request.responseURL;
    else {
      const answer = new DOMParser().parseFromString(request.responseText, "text/html");
      sent.textContent = (answer.querySelector("#told, .alert") || answer.body).textContent.trim().slice(0, 300);
    }
  });
  request.addEventListener("error", () => (sent.textContent = "The upload did not get through."));
  request.open("POST", form.action);
  request.send(new FormData(form));
});
