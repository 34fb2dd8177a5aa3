/** What doors say in a header although nothing was refused. */
export const WARNING = {
  'wardbell-warning':
    'what the sender may want to know although nothing was refused, e.g. that no rule reads what was sent',
};
