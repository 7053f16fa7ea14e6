// What is wrong with a programme as it was typed, each at its field; the server keeps the same rules.
import type { Schema } from '@/api/client';
import type { Problem } from '@/api/problems';
import { t } from '@/words/words';
import { capacityLimits, limits, weights } from './limits';

export type Definition = Schema<'programmes.Definition'>;

export function problemsIn(values: Definition): Problem[] {
  const found: Problem[] = [];
  const tell = (field: string, sentence: string) => found.push({ key: '', field, sentence });
  const worded = (field: string, { zh }: { zh: string }) => {
    if (!zh.trim()) tell(`${field}.zh`, t('web.administration.wording_needed'));
  };
  const within = (field: string, value: number, min: number, max: number) => {
    if (!(value >= min && value <= max)) tell(field, t('web.administration.number_range', { min, max }));
  };
  worded('name', values.name);
  worded('plate_title', values.plate_title);
  values.banners.forEach((banner, index) => worded(`banners[${index}]`, banner));
  values.stages.forEach((stage, index) => {
    worded(`stages[${index}].name`, stage.name);
    worded(`stages[${index}].purpose`, stage.purpose);
  });
  values.roles.forEach((role, index) => {
    worded(`roles[${index}].name`, role.name);
    worded(`roles[${index}].plain`, role.plain);
  });
  for (const { key, min, max } of limits) within(`limits.${key}`, values.limits[key], min, max);
  if (values.pairing) {
    const { capacity, fit } = values.pairing;
    for (const { key, min, max } of capacityLimits)
      within(`pairing.capacity.${key}`, capacity[key], min, max);
    for (const { key, min, max } of weights) within(`pairing.fit.${key}`, fit[key], min, max);
  }
  values.calendar.forEach((date, index) => within(`calendar[${index}].day`, date.day, 1, 28));
  values.catalogue.forEach((entry, index) => {
    if (!entry.text.zh.trim()) tell(`catalogue[${index}].text.zh`, t('web.administration.item_needed'));
  });
  return found;
}
