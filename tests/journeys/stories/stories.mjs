// Every story that is told, and in which sizes and languages, and on which database if it is not SQLite.
import { complaint } from './complaint.mjs';
import { county } from './county.mjs';
import { firstProgramme } from './first_programme.mjs';
import { mishaps } from './mishaps.mjs';
import { everyMode } from './public.mjs';

export const stories = [firstProgramme, county, complaint, everyMode, mishaps];
