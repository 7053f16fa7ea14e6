// What the screens of coverage share: the server's shapes, and how a gap and a stage are said.
import type { RouteLocationRaw } from 'vue-router';
import type { Schema } from '@/api/client';
import type { Gap } from '@/kit/CoverageCard.vue';
import type { Matter } from '@/kit/exemptions';
import { t } from '@/words/words';

export type Coverage = Schema<'coverage.Coverage'>;
export type Figures = Schema<'coverage.Figures'>;
export type Missing = Schema<'coverage.Missing'>;
export type Tally = Schema<'coverage.Tally'>;
export type VillageRow = Schema<'coverage.VillageRow'>;
export type TownRow = Schema<'coverage.TownRow'>;
export type Stage = 'plaque' | 'pledge' | 'action' | 'consolidation';

/** 兴十四镇党委 → 兴十四镇, 甘南县委 → 甘南县: a headline speaks of the place. */
export const placeName = (name: string) =>
  name.replace(/(?:党支部|党委)$/, '').replace(/([省市区县旗盟州])委$/, '$1');

export const openOf = (tally: Tally) => tally.should - tally.has;
export const at = (organisation: string): RouteLocationRaw => ({
  name: 'coverage',
  params: { organisation },
});
export const stageWord = (stage: string) => t(`coverage.stage.${stage}`);

/** Where something is done about it. */
export const remedyOf = (measure: Tally['measure'], { village, household }: Missing): RouteLocationRaw => {
  switch (measure) {
    case 'hung':
      return { name: 'village-plaques', params: { village } };
    case 'paired':
      return { name: 'village-pairing', params: { village } };
    case 'reviewed':
      return { name: 'village-reviews', params: { village } };
    default:
      return { name: 'household-pledge', params: { village, household } };
  }
};

/** What somebody is exempt from who is not to be counted in a measure. */
export const matterOf: Record<Tally['measure'], Matter> = {
  hung: 'plaque',
  signed: 'pledge',
  paired: 'pairing',
  reviewed: 'review',
};

const named_max = 12;

/** A card's lines: each by name, or with very many each village with its number. */
export function gapsOf(coverage: Coverage, { tally, missing }: Figures): Gap[] {
  const inVillage = coverage.at.kind === 'branch';
  if (inVillage || openOf(tally) <= named_max)
    return missing.map((one: Missing) => ({
      name: inVillage ? one.name : `${placeName(one.village_name)} ${one.name}`,
      reason: t(`coverage.gap.${one.gap}`),
      to: inVillage ? remedyOf(tally.measure, one) : at(one.village),
    }));
  return [...coverage.villages]
    .map((row: VillageRow) => ({ row, open: openOf(tallyOf(row, tally.measure)) }))
    .filter(({ open }) => open > 0)
    .sort((a, b) => b.open - a.open)
    .map(({ row, open }) => ({
      name: placeName(row.name),
      reason: t('web.coverage.households', { count: open }),
      to: at(row.village),
    }));
}

export const tallyOf = (row: { tallies: Tally[] }, measure: string): Tally =>
  row.tallies.find((tally) => tally.measure === measure) ?? {
    measure: measure as Tally['measure'],
    should: 0,
    exempt: 0,
    has: 0,
    unproved: 0,
  };
