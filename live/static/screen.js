// The screen: as large as it goes, and awake while hands are busy.

export async function toggleFullScreen(element) {
  if (document.fullscreenElement) await document.exitFullscreen();
  else await element.requestFullscreen?.();
}

/** Keeps the screen from going dark. Not every browser can do it, and none while the page is hidden. */
export class AwakeScreen {
  async hold() {
    try {
      this.lock = await navigator.wakeLock?.request("screen");
    } catch {
      this.lock = null;
    }
  }

  release() {
    this.lock?.release();
    this.lock = null;
  }
}
