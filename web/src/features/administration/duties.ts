/** What a leading group does, in the source article's order. */
export const duties = ['implement', 'supervise', 'execute', 'promote'] as const;
