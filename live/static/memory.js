// Choices that this browser remembers. A browser that forbids storage simply forgets them.

const PREFIX = "backtalk.";

export function remember(name, value) {
  try {
    localStorage.setItem(PREFIX + name, value);
  } catch {
    // private windows may forbid it
  }
}

export function recall(name) {
  try {
    return localStorage.getItem(PREFIX + name);
  } catch {
    return null;
  }
}

/** Remember something for the page's own program, which reads cookies and no storage; kept for a year. */
export function rememberForPages(name, value) {
  document.cookie = `backtalk_${name}=${encodeURIComponent(value)}; path=/; max-age=31536000; SameSite=Strict`;
}
