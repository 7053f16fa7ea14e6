// Checks the proof of a published letter in the reader's own browser: nothing is asked of the server but the
// proof itself, and what is shown is what came out here. Words stand in the page, not here.
'use strict';

const page = document.getElementById('check');
const encoder = new TextEncoder();

const fromBase64 = (text) => Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
const fromHex = (text) => Uint8Array.from(text.match(/../g) ?? [], (pair) => parseInt(pair, 16));
const toHex = (bytes) => [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
const joined = (...parts) => {
  const all = parts.map((part) => (typeof part === 'string' ? encoder.encode(part) : Uint8Array.from(part)));
  const out = new Uint8Array(all.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of all) {
    out.set(part, at);
    at += part.length;
  }
  return out;
};
const sha256 = async (...parts) => new Uint8Array(await crypto.subtle.digest('SHA-256', joined(...parts)));
const same = (a, b) => toHex(a) === toHex(b);

// c2sp.org/tlog-proof: a mark, extra data, the index, the path, an empty line, the checkpoint.
function read(text) {
  const gap = text.indexOf('\n\n');
  const [mark, extra, index, ...path] = text.slice(0, gap).split('\n');
  if (mark !== 'c2sp.org/tlog-proof@v1') throw new Error('not a proof');
  const note = text.slice(gap + 2);
  const end = note.lastIndexOf('\n\n') + 1;
  const [origin, size, root] = note.slice(0, end).split('\n');
  return {
    opening: JSON.parse(new TextDecoder().decode(fromBase64(extra.slice('extra '.length)))),
    index: BigInt(index.slice('index '.length)),
    path: path.map(fromBase64),
    signed: note.slice(0, end),
    signatures: note
      .slice(end + 1)
      .split('\n')
      .filter(Boolean)
      .map((line) => line.split(' ')),
    origin,
    size: BigInt(size),
    root: fromBase64(root),
  };
}

// The entry commits to the row, and the row is the letter that stands on this page.
async function holdsLetter({ opening }) {
  const key = `${opening.table}\n${opening.village}\n${opening.id}\n`;
  const hash = toHex(await sha256(fromHex(opening.salt), key, opening.row));
  const rows = JSON.parse(opening.entry.split('\n').slice(7).join('\n'));
  const isWhole = opening.salt.length === 64 && opening.blind.length === 32;
  const named = ({ t, v, k, c }) =>
    t === opening.table && v === opening.village && k === opening.id && c === hash;
  const letter = document.getElementById('letter').textContent;
  const begins = `id:i:${opening.id}\nletter:t:${encoder.encode(letter).length}:${letter}\n`;
  return (
    isWhole && opening.table === 'pledge_publications' && rows.some(named) && opening.row.startsWith(begins)
  );
}

// RFC 9162, 2.1.3.2.
async function isIncluded({ opening, index, path, size, root }) {
  const hidden = toHex(await sha256(fromHex(opening.blind), opening.entry));
  let hash = await sha256([0], `lianghu/2\n${hidden}\n`);
  let place = index;
  let last = size - 1n;
  if (index >= size) return false;
  for (const step of path) {
    if (last === 0n) return false;
    if (place & 1n || place === last) {
      hash = await sha256([1], step, hash);
      while (!(place & 1n) && place !== 0n) {
        place >>= 1n;
        last >>= 1n;
      }
    } else {
      hash = await sha256([1], hash, step);
    }
    place >>= 1n;
    last >>= 1n;
  }
  return last === 0n && same(hash, root);
}

// c2sp.org/signed-note with the key that the page names. Older browsers know no Ed25519: then undefined.
async function isSigned({ signed, signatures, origin }) {
  const [name, , encoded] = page.dataset.key.split(/\+([0-9a-f]{8})\+/);
  let key;
  try {
    key = await crypto.subtle.importKey('raw', fromBase64(encoded).slice(1), 'Ed25519', false, ['verify']);
  } catch {
    return undefined;
  }
  for (const [, signer, signature] of signatures)
    if (signer === name && origin === name)
      return crypto.subtle.verify('Ed25519', key, fromBase64(signature).slice(4), encoder.encode(signed));
  return false;
}

const show = (id) => {
  document.getElementById('waiting').hidden = true;
  document.getElementById(id).hidden = false;
};
const mark = (step, held) =>
  document.getElementById(step).setAttribute('data-held', held === undefined ? 'unknown' : String(held));

async function check() {
  if (!globalThis.crypto?.subtle) return;
  const answer = await fetch(page.dataset.proof).catch(() => undefined);
  if (!answer?.ok) return; // no network is no broken proof
  const proof = read(await answer.text());
  const letter = await holdsLetter(proof);
  const included = await isIncluded(proof);
  const signed = await isSigned(proof);
  mark('step-letter', letter);
  mark('step-included', included);
  mark('step-signed', signed);
  show(letter && included && signed !== false ? (signed ? 'held' : 'held-unsigned') : 'broken');
}
check().catch(() => show('broken'));
