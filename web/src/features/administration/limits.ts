/** The programme's figures and how far each may go; the server keeps the same bounds. */
export const limits = [
  { key: 'notice_days', min: 1, max: 60 },
  { key: 'reply_days', min: 1, max: 60 },
  { key: 'confirm_days', min: 1, max: 60 },
  { key: 'helper_capacity', min: 1, max: 50 },
  { key: 'vetoes_max', min: 0, max: 20 },
  { key: 'pledge_items_max', min: 1, max: 20 },
] as const;

/** The same of the rules of the two-way selection. */
export const capacityLimits = [
  { key: 'elder_age', min: 50, max: 120 },
  { key: 'elder_most', min: 0, max: 20 },
  { key: 'hardship_most', min: 0, max: 20 },
  { key: 'duty_most', min: 0, max: 20 },
] as const;
export const remindLimits = { min: 0, max: 60 } as const;
export const weights = [
  { key: 'near', min: 0, max: 100 },
  { key: 'skill', min: 0, max: 100 },
  { key: 'load', min: 0, max: 100 },
] as const;
/** More would not stand beside each other on a plaque's page; the server keeps the same bound. */
export const bannersMax = 6;
