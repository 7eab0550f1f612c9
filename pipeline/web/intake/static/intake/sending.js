// Sends files, two at a time, each with a line that shows how far it is; a line stays where sending failed.
const AT_A_TIME = 2;
const REFRESH_EVERY = 700; // milliseconds between two looks at the list while files are sent

export class Sender {
  constructor(zone, lines, told, refresh) {
    Object.assign(this, { zone, lines, told, refresh, queue: [], flying: 0, sent: 0, failed: 0, last: 0 });
  }

  get busy() {
    return this.flying > 0 || this.queue.length > 0;
  }

  add(files) {
    if (!this.busy) this.sent = this.failed = 0;
    for (const file of files) this.queue.push({ file, line: null });
    this.next();
  }

  next() {
    while (this.flying < AT_A_TIME && this.queue.length) this.send(this.queue.shift());
    this.say();
  }

  say() {
    const left = this.queue.length + this.flying;
    if (left) this.told.textContent = `Đang gửi: đã xong ${this.sent}/${this.sent + this.failed + left} tệp.`;
    else if (this.sent || this.failed) {
      this.told.textContent = `Đã gửi xong ${this.sent} tệp.` + (this.failed ? ` ${this.failed} tệp chưa gửi được.` : "");
    }
  }

  send(job) {
    this.flying += 1;
    const line = this.line(job);
    const most = Number(this.zone.dataset.most) * 1024 * 1024;
    if (job.file.size > most) {
      this.over(job, `lớn hơn ${this.zone.dataset.most} MB, máy chủ không nhận`, false);
      return;
    }
    const form = new FormData();
    form.append("csrfmiddlewaretoken", this.zone.querySelector("input[name=csrfmiddlewaretoken]").value);
    form.append("files", job.file, job.file.name);
    form.append("whole", "1"); // the last field: where it has come all has
    const request = new XMLHttpRequest();
    request.open("POST", this.zone.action);
    request.setRequestHeader("Accept", "application/json");
    request.responseType = "json";
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) line.querySelector("progress").value = event.loaded / event.total;
    });
    request.addEventListener("load", () => this.answered(job, request));
    for (const trouble of ["error", "abort", "timeout"]) {
      request.addEventListener(trouble, () => this.over(job, "mất kết nối với máy chủ", true));
    }
    request.send(form);
  }

  answered(job, request) {
    if (request.status === 200 && request.response?.files?.length) {
      this.flying -= 1;
      this.sent += 1;
      job.line.remove();
      this.look();
      this.next();
      return;
    }
    const why = request.response?.error || (request.responseURL.includes("/dang-nhap/")
      ? "phiên làm việc đã hết, đăng nhập lại rồi gửi tiếp" : `máy chủ không nhận (mã ${request.status})`);
    this.over(job, why, true);
  }

  look() {
    const now = Date.now();
    if (now - this.last > REFRESH_EVERY || !this.busy) {
      this.last = now;
      this.refresh();
    }
  }

  line(job) {
    job.line?.remove();
    job.line = document.createElement("li");
    const name = document.createElement("span");
    name.className = "name";
    name.textContent = job.file.name;
    const bar = document.createElement("progress");
    bar.max = 1;
    bar.setAttribute("aria-label", `Đang gửi ${job.file.name}`);
    job.line.append(name, bar);
    this.lines.append(job.line);
    return job.line;
  }

  over(job, why, again) {
    this.flying -= 1;
    this.failed += 1;
    job.line.className = "failed";
    job.line.querySelector("progress").remove();
    const words = document.createElement("span");
    words.className = "what";
    words.textContent = why;
    job.line.append(words);
    if (again) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = "Gửi lại";
      button.addEventListener("click", () => {
        this.failed -= 1;
        this.queue.push(job);
        job.line.remove();
        this.next();
      });
      job.line.append(button);
    }
    this.next();
  }
}
