// Signing: what the box gathers, whether it is enough, and how it goes to the server.
import { api } from '@/api/client';
import type { Problem } from '@/api/problems';
import { today } from '@/words/dates';
import { t } from '@/words/words';
import type { Letter, Resident } from './pledges';

export interface Signing {
  signer: string;
  kind: 'screen' | 'paper';
  drawing?: Blob;
  photos: File[];
  signed_on: string;
  co_signers: string[];
  /** Counts the pictures, so that another one is another write. */
  attempt: number;
}

export const emptySigning = (residents: Resident[]): Signing => ({
  signer: residents.find((one) => one.is_member)?.id ?? '',
  kind: 'screen',
  drawing: undefined,
  photos: [],
  signed_on: today(),
  co_signers: [],
  attempt: 0,
});

/** What is still missing; empty if it can be sent. */
export function readyToSign(signing: Signing): Problem[] {
  const problem = (field: string, key: string) => ({ key, field, sentence: t(key) });
  if (!signing.signer) return [problem('signer', 'web.pledges.signer_needed')];
  if (signing.kind === 'screen' && !signing.drawing) return [problem('', 'web.pledges.drawing_needed')];
  if (signing.kind === 'paper' && !signing.photos.length)
    return [problem('photo', 'web.pledges.photo_needed')];
  return [];
}

const dataAddress = (blob: Blob) =>
  new Promise<string>((done, failed) => {
    const reader = new FileReader();
    reader.onload = () => done(reader.result as string);
    reader.onerror = () => failed(reader.error ?? new Error('the drawing cannot be read'));
    reader.readAsDataURL(blob);
  });

export async function sendSignature(
  village: string,
  letter: { id: string; version: number },
  signing: Signing,
  key: string,
): Promise<Letter> {
  const path = { village, pledge: letter.id };
  const co_signers = signing.co_signers.filter((person) => person !== signing.signer);
  if (signing.kind === 'screen') {
    const picture = await dataAddress(signing.drawing!);
    const body = { signer: signing.signer, picture, co_signers, version: letter.version };
    return api.post('/api/v1/villages/{village}/pledges/{pledge}/sign', { path, body, key });
  }
  const form = new FormData();
  form.set('signer', signing.signer);
  form.set('version', String(letter.version));
  form.set('signed_on', signing.signed_on);
  for (const person of co_signers) form.append('co_signer', person);
  form.set('photo', signing.photos[0]);
  const send = api.post as (path: string, told: object) => Promise<Letter>; // no JSON: not in the schema
  return send('/api/v1/villages/{village}/pledges/{pledge}/sign-paper', { path, body: form, key });
}
