// What can go wrong with a request, as the screens see it.

/** One thing wrong: the server's key, the field it is about ("" if none), a sentence for the reader. */
export interface Problem {
  key: string;
  field: string;
  sentence: string;
}

/** The server answered, and the answer was no. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly problems: Problem[],
    readonly requestId: string,
  ) {
    super(problems.map((problem) => problem.sentence).join(' ') || `HTTP ${status}`);
    this.name = 'Refused';
  }
}

/** No answer came: offline, or the server is away. Whether a write was made is not known: its key is kept. */
export class Unreachable extends Error {
  constructor(cause?: unknown) {
    super('unreachable', { cause });
    this.name = 'Unreachable';
  }
}

/** Reads an error answer; a body of another shape (a proxy's page) still becomes a Refused. */
export function readRefusal(status: number, body: unknown, requestId: string): Refused {
  const error = (body as { error?: { request_id?: string; problems?: Partial<Problem>[] } } | undefined)
    ?.error;
  const problems = (error?.problems ?? []).map((problem) => ({
    key: problem.key ?? '',
    field: problem.field ?? '',
    sentence: problem.sentence ?? problem.key ?? '',
  }));
  return new Refused(status, problems, error?.request_id || requestId);
}
