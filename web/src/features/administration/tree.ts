// The tree of organisations as these screens walk it, and what the reader may do where. The server decides in
// any case; knowing it here keeps what would be refused off the screen.
import { computed } from 'vue';
import { api, type Schema } from '@/api/client';
import { useSession, type RoleKind } from '@/api/session';
import { useLoad } from '@/api/use';

export type Organisation = Schema<'organisations.Organisation'>;
export type Kind = 'county' | 'town' | 'branch' | 'group';

export interface TreeNode {
  organisation: Organisation;
  below: TreeNode[];
}

const kinds: Kind[] = ['county', 'town', 'branch', 'group'];
export const kindBelow = (kind: Kind): Kind | undefined => kinds[kinds.indexOf(kind) + 1];
export const kindAbove = (kind: Kind): Kind | undefined => kinds[kinds.indexOf(kind) - 1];

/** 第二 after 第一, which Chinese sorting by sound turns round: 十一 becomes 101, after 十 as 10. */
const counted = (name: string) =>
  name.replace(/[一二三四五六七八九十]/g, (digit) => String('一二三四五六七八九十'.indexOf(digit) + 1));

/** By place, then by name, as people look for them. */
function byPlace(a: Organisation, b: Organisation) {
  return (
    a.division.localeCompare(b.division) ||
    counted(a.name).localeCompare(counted(b.name), 'zh-CN', { numeric: true })
  );
}

/** Those whose parent is not in the list stand at the top. */
export function treeOf(list: Organisation[]): TreeNode[] {
  const nodes = new Map(
    list.map((organisation) => [organisation.id, { organisation, below: [] as TreeNode[] }]),
  );
  const tops: TreeNode[] = [];
  for (const node of [...nodes.values()].sort((a, b) => byPlace(a.organisation, b.organisation)))
    (nodes.get(node.organisation.parent ?? '')?.below ?? tops).push(node);
  return tops;
}

/** The village of a branch or of a Party group; none for those above. */
export function villageOf(list: Organisation[], id: string): string | undefined {
  const found = list.find((each) => each.id === id);
  if (found?.kind === 'branch') return found.id;
  return found?.kind === 'group' ? (found.parent ?? undefined) : undefined;
}

export function useTree() {
  const { data, loading, problems, reload } = useLoad((signal) =>
    api.get('/api/v1/organisations', { signal }),
  );
  const list = computed<Organisation[]>(() => data.value?.organisations ?? []);
  const tree = computed(() => treeOf(list.value));
  const byId = computed(() => new Map(list.value.map((each) => [each.id, each])));
  const find = (id: string | null | undefined) => (id ? byId.value.get(id) : undefined);
  const below = (organisation: Organisation) =>
    list.value.filter((each) => each.parent === organisation.id).sort(byPlace);
  /** "兴十四镇党委 › 音河村党支部" */
  const trail = (organisation: Organisation): string => {
    const parent = find(organisation.parent);
    return parent ? `${trail(parent)} › ${organisation.name}` : organisation.name;
  };
  return { list, tree, find, below, trail, loading, problems, reload };
}

/** Each role's level of the tree, and who hands it out: always somebody higher; an operator hands out all. */
const granted: Record<Exclude<RoleKind, 'operator'>, { at: Kind[]; by: RoleKind[] }> = {
  county: { at: ['county'], by: [] },
  town: { at: ['town'], by: ['county'] },
  secretary: { at: ['branch'], by: ['county', 'town'] },
  group_leader: { at: ['group'], by: ['county', 'town', 'secretary'] },
  member: { at: ['branch'], by: ['county', 'town', 'secretary'] },
  auditor: { at: ['county', 'town', 'branch', 'group'], by: ['county'] },
};

export function useRights() {
  const session = useSession();
  const isOperator = computed(() => session.holds('operator'));
  const holdsOver = (roles: RoleKind[], path: string) =>
    session.me?.roles.some(
      (role) => roles.includes(role.kind) && role.path !== '' && path.startsWith(role.path),
    ) ?? false;
  const mayShape = (at: Organisation) => isOperator.value || holdsOver(['county', 'town'], at.path);
  const mayLead = (at: Organisation) =>
    at.kind !== 'group' && holdsOver(['county', 'town', 'secretary'], at.path);
  const mayGrant = (kind: RoleKind, path: string) =>
    isOperator.value || (kind !== 'operator' && holdsOver(granted[kind].by, path));
  const grantable = (at: Organisation): RoleKind[] =>
    (Object.keys(granted) as Exclude<RoleKind, 'operator'>[]).filter(
      (kind) =>
        granted[kind].at.includes(at.kind) &&
        // A member's account is somebody's of the village, whom an operator may not look up.
        (kind === 'member' ? holdsOver(granted.member.by, at.path) : mayGrant(kind, at.path)),
    );
  const mayFindPersons = (village: string, list: Organisation[]) =>
    holdsOver(['county', 'town', 'secretary'], list.find((each) => each.id === village)?.path ?? '');
  const maySeePeople = (at: Organisation) =>
    isOperator.value || holdsOver(['county', 'town', 'secretary', 'auditor'], at.path);
  /** Programmes are the business of county and town staff; a secretary follows them, an operator does not. */
  const mayRun = (at: Organisation) => holdsOver(['county', 'town'], at.path);
  return {
    isOperator,
    holdsOver,
    mayShape,
    mayLead,
    maySeePeople,
    mayGrant,
    grantable,
    mayRun,
    mayFindPersons,
  };
}
