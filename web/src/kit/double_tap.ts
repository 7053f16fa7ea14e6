// The second tap of a double tap whose first has led on (a dialog closed, another screen came) would fall on
// whatever lies there now. It is meant for what is gone, so it is let go.

const apart_ms_max = 350; // a double tap is 300 at most on a phone; nobody reads and taps again in less
const apart_px_max = 24;

interface Tap {
  at: number;
  x: number;
  y: number;
  on: Element;
}

const isGone = (element: Element) => !element.isConnected || element.getClientRects().length === 0;

/** Watches all clicks of `page` from now on; the function that it gives ends that. */
export function dropTapsThatFellThrough(page: Document): () => void {
  let last: Tap | undefined;
  function look(event: MouseEvent) {
    // A click without a place was made by the keyboard or by a label.
    if (event.detail === 0 || !(event.target instanceof Element)) return;
    const tap = { at: event.timeStamp, x: event.clientX, y: event.clientY, on: event.target };
    const isSecond =
      last && tap.at - last.at <= apart_ms_max && Math.hypot(tap.x - last.x, tap.y - last.y) <= apart_px_max;
    if (isSecond && isGone(last!.on)) {
      event.preventDefault();
      event.stopImmediatePropagation();
    } else {
      last = tap;
    }
  }
  page.addEventListener('click', look, { capture: true });
  return () => page.removeEventListener('click', look, { capture: true });
}
