// The options of a select of Slack, as they come in its payload.

// Those it carries itself, the ones in groups included.
export function optionsOf(element) {
  return [...(element.options ?? []), ...(element.option_groups ?? []).flatMap(({options}) => options)];
}

export function initialValues(element) {
  const options = element.initial_option ? [element.initial_option] : element.initial_options ?? [];
  return options.map(({value}) => value);
}
