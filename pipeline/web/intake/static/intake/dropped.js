// The files in what was dropped, those of folders too.
const hidden = (name) => name.startsWith(".") || name.startsWith("~$") || /^(thumbs\.db|desktop\.ini)$/i.test(name);

const entries = (reader) => new Promise((done, failed) => reader.readEntries(done, failed));

async function* walk(entry) {
  if (entry.isFile) {
    yield await new Promise((done, failed) => entry.file(done, failed));
    return;
  }
  const reader = entry.createReader();
  for (let some = await entries(reader); some.length; some = await entries(reader)) {
    for (const one of some) if (!hidden(one.name)) yield* walk(one);
  }
}

export async function filesOf(transfer) {
  // the entries have to be taken before the first wait: the browser forgets them then
  const dropped = [...transfer.items].filter((item) => item.kind === "file")
    .map((item) => item.webkitGetAsEntry?.() ?? item.getAsFile());
  const files = [];
  for (const one of dropped) {
    if (one instanceof File) files.push(one);
    else if (one) for await (const file of walk(one)) files.push(file);
  }
  return files;
}
