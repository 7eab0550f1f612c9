// What the page asks of the server.
export const root = document.getElementById('ra-soat');
export const base = root.dataset.base;
const token = root.querySelector('[name=csrfmiddlewaretoken]').value;

export async function get(path) {
  const answer = await fetch(base + path, { headers: { Accept: 'application/json' } });
  if (answer.redirected || !answer.ok) throw new Error(String(answer.status));
  return answer.json();
}

// One change. Gives what the server says, its outcome among it (kept, clash, refused); never throws.
export async function post(act, told) {
  try {
    const answer = await fetch(`${base}sua/${act}`, {
      method: 'POST', body: JSON.stringify(told), redirect: 'manual', keepalive: true,
      headers: { 'Content-Type': 'application/json', 'X-CSRFToken': token },
    });
    const json = (answer.headers.get('Content-Type') || '').startsWith('application/json');
    if (json) return await answer.json();
    return { outcome: 'refused', message: answer.status === 404 ? 'Văn bản này không còn trong danh mục.' : 'Chưa ghi được: phiên làm việc đã hết hoặc máy chủ bận.', advice: 'Tải lại trang rồi làm lại.' };
  } catch {
    return { outcome: 'refused', message: 'Chưa ghi được: mất liên lạc với máy chủ.', advice: 'Kiểm tra mạng rồi làm lại.' };
  }
}
