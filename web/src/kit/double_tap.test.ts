import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { dropTapsThatFellThrough } from './double_tap';

const made: string[] = [];
let stop: () => void;
let now = 1000;

function button(name: string): HTMLButtonElement {
  const one = document.createElement('button');
  one.addEventListener('click', () => made.push(name));
  // jsdom lays nothing out: what is in the document has a box here.
  one.getClientRects = () => (one.isConnected ? [{}] : []) as unknown as DOMRectList;
  document.body.append(one);
  return one;
}
function tap(on: Element, after_ms: number, x = 100, detail = 1) {
  now += after_ms;
  const place = { clientX: x, clientY: 700 };
  const event = new MouseEvent('click', { bubbles: true, cancelable: true, detail, ...place });
  Object.defineProperty(event, 'timeStamp', { value: now });
  on.dispatchEvent(event);
  return event;
}

beforeEach(() => {
  made.length = 0;
  stop = dropTapsThatFellThrough(document);
});
afterEach(() => {
  stop();
  document.body.replaceChildren();
});

describe('a double tap', () => {
  it('whose first tap led on does nothing to what came', () => {
    const save = button('save');
    save.addEventListener('click', () => save.remove());
    tap(save, 0);
    const second = tap(button('home'), 180);
    expect(second.defaultPrevented).toBe(true);
    expect(made).toEqual(['save']);
  });
  it('is two taps where the first is still there', () => {
    const one = button('one');
    tap(one, 0);
    tap(one, 180);
    tap(button('other'), 100, 110);
    expect(made).toEqual(['one', 'one', 'other']);
  });
  it('is none when it is slow, elsewhere, or made by the keyboard', () => {
    const save = button('save');
    const home = button('home');
    save.addEventListener('click', () => save.remove());
    tap(save, 0);
    tap(home, 180, 200);
    const next = button('next');
    next.addEventListener('click', () => next.remove());
    tap(next, 1000);
    tap(home, 600);
    const last = button('last');
    last.addEventListener('click', () => last.remove());
    tap(last, 1000);
    tap(home, 50, 100, 0);
    expect(made).toEqual(['save', 'home', 'next', 'home', 'last', 'home']);
  });
});
