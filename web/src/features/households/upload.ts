// Sending a roster, and taking a workbook that the server makes for it.
import { api, newKey, saveAs, Unreachable } from '@/api/client';
import { readRefusal } from '@/api/problems';
import { language } from '@/words/words';
import type { Kind } from './households';

export const fields = [
  'code',
  'head_name',
  'name',
  'relation',
  'identity',
  'sex',
  'born',
  'party',
  'joined_party',
  'group',
  'kind',
  'category',
  'need',
  'phone',
  'address',
  'note',
] as const;
export type Field = (typeof fields)[number];

export interface ImportColumn {
  column: number;
  letters: string;
  header: string;
  field?: Field | null;
}
export interface Issue {
  row: number;
  letters: string;
  column: string;
  value: string;
  reason: string;
  remedy: string;
  values: Record<string, string>;
}
export interface Tally {
  added: number;
  changed: number;
  unchanged: number;
}
export interface ImportReport {
  sheet: string;
  other_sheets: string[];
  header_row: number;
  columns: ImportColumn[];
  rows: number;
  bad_rows: number;
  households: Tally;
  persons: Tally;
  issues: Issue[];
  warnings: Issue[];
  issues_count: number;
  warnings_count: number;
  done: boolean;
}

/** What the one who imports corrected. */
export interface Mapping {
  sheet?: string;
  header_row?: number;
  columns?: { column: number; field: Field | null }[];
  kind?: Kind;
}

function packed(file: File, mapping: Mapping): FormData {
  const form = new FormData();
  form.append('file', file);
  form.append('mapping', JSON.stringify(mapping));
  return form;
}

export const tryOut = (village: string, file: File, mapping: Mapping): Promise<ImportReport> =>
  api.post('/api/v1/villages/{village}/imports/preview', { path: { village }, body: packed(file, mapping) });

export const importRoster = (
  village: string,
  file: File,
  mapping: Mapping,
  key: string,
): Promise<ImportReport> =>
  api.post('/api/v1/villages/{village}/imports', { path: { village }, body: packed(file, mapping), key });

export const saveBadRows = (village: string, file: File, mapping: Mapping, name: string): Promise<boolean> =>
  saveFile(`/api/v1/villages/${village}/imports/bad-rows`, name, packed(file, mapping));

/** Asks by POST, as what is asked for is journalled or too long for an address. */
export async function saveFile(address: string, name: string, body?: FormData): Promise<boolean> {
  let response: Response;
  try {
    response = await fetch(address, {
      method: 'POST',
      credentials: 'same-origin',
      headers: { 'Accept-Language': language.value, 'Idempotency-Key': newKey() },
      body,
    });
  } catch (trouble) {
    throw new Unreachable(trouble);
  }
  if (!response.ok) {
    const error: unknown = await response.json().catch(() => undefined);
    throw readRefusal(response.status, error, response.headers.get('x-request-id') ?? '');
  }
  saveAs(await response.blob(), name);
  return true;
}
