// One rule for the id of a field, so that an error summary finds the field it speaks of.
export const fieldId = (field: string) => `field-${field.replace(/[^A-Za-z0-9_-]+/g, '-')}`;
