// From what is entered in the forms to what the server takes, and back.
import type { HouseholdValues } from './HouseholdFields.vue';
import type { PersonValues } from './PersonFields.vue';
import { orNull, type Household, type Kind, type Person } from './households';

export const emptyPerson = (): PersonValues => ({
  name: '',
  identity: '',
  born: '',
  sex: '',
  relation: '',
  is_head: false,
  party: 'none',
  joined_party: '',
  phone: '',
});

/** Numbers come masked, so their fields start blank, and a blank one keeps what there is. */
export const personValues = (person: Person): PersonValues => ({
  name: person.name,
  identity: '',
  born: person.born ?? '',
  sex: person.sex ?? '',
  relation: person.relation,
  is_head: person.is_head,
  party: person.party,
  joined_party: person.joined_party ?? '',
  phone: '',
});

export function personBody(values: PersonValues, identityKept = false) {
  // Birth date and sex are in the identity number: what stood there before must not contradict a new one.
  const inNumber = identityKept || !!orNull(values.identity);
  return {
    name: values.name,
    identity: orNull(values.identity),
    born: inNumber ? null : orNull(values.born),
    sex: inNumber ? null : values.sex || null,
    relation: values.is_head ? '' : values.relation,
    is_head: values.is_head,
    party: values.party,
    joined_party: values.party === 'none' ? null : orNull(values.joined_party),
    phone: orNull(values.phone),
  };
}

export const householdValues = (household: Household): HouseholdValues => ({
  code: household.code ?? '',
  kind: household.kind,
  group: household.group ?? '',
  address: household.address,
  phone: '',
  categories: [...household.categories],
  needs: [...household.needs],
  note: household.note,
});

export const householdBody = (values: HouseholdValues) => ({
  code: orNull(values.code),
  kind: values.kind as Kind, // asked for before it is sent
  group: values.group || null,
  address: values.address,
  phone: orNull(values.phone),
  categories: values.categories,
  needs: values.needs,
  note: values.note,
});
