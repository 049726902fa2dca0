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
