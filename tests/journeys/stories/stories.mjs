// Every story that is told, and in which sizes and languages.
import { firstProgramme } from './first_programme.mjs';
import { mishaps } from './mishaps.mjs';

export const stories = [firstProgramme, mishaps];
