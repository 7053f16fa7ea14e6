// Every story that is told, and in which sizes and languages.
import { firstProgramme } from './first_programme.mjs';

export const stories = [firstProgramme];
