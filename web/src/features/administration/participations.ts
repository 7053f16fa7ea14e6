// How each village stands in the programme; one question to the server a village, six at a time.
import { api, type Schema } from '@/api/client';
import type { Organisation } from './tree';

export type View = Schema<'programmes.ParticipationView'>;
export interface VillageRow {
  village: Organisation;
  view: View;
}

const at_once_max = 6;

export async function readVillages(villages: Organisation[], signal: AbortSignal): Promise<VillageRow[]> {
  const rows: VillageRow[] = [];
  let next = 0;
  const worker = async () => {
    while (next < villages.length) {
      const index = next++;
      const village = villages[index];
      const view = await api.get('/api/v1/villages/{village}/participation', {
        path: { village: village.id },
        signal,
      });
      rows[index] = { village, view };
    }
  };
  await Promise.all(Array.from({ length: Math.min(at_once_max, villages.length) }, worker));
  return rows;
}

export const stages = ['plaque', 'pledge', 'action', 'consolidation'] as const;
export type Stage = (typeof stages)[number];
export const waves = ['pilot', 'town', 'county'] as const;
