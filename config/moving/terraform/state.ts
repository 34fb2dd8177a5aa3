import { isRecord, type Raw, textOf } from '../fields.ts';

/** A resource, or a data source, of a state of Terraform or OpenTofu. */
export interface Resource {
  readonly type: string;
  readonly address: string;
  readonly values: Raw;
}

/**
 * Returns the resources of what `terraform show -json` prints of a state or a plan, or of a state
 * file (version 4); undefined if the data are neither.
 */
export function resourcesOf(data: unknown): readonly Resource[] | undefined {
  if (!isRecord(data)) {
    return undefined;
  }
  const shown = data['values'] ?? data['planned_values'];
  if (isRecord(shown) && isRecord(shown['root_module'])) {
    return inModule(shown['root_module']);
  }
  if (data['version'] === 4 && Array.isArray(data['resources'])) {
    return data['resources'].filter(isRecord).flatMap(instancesOf);
  }
  return undefined;
}

function inModule(module: Raw): readonly Resource[] {
  const own = records(module['resources']).flatMap((resource) => {
    const { type, address, values } = resource;
    return typeof type === 'string' && isRecord(values)
      ? [{ type, address: String(address ?? type), values }]
      : [];
  });
  return [...own, ...records(module['child_modules']).flatMap(inModule)];
}

function instancesOf(resource: Raw): readonly Resource[] {
  const type = textOf(resource, 'type') ?? '';
  const address = `${type}.${textOf(resource, 'name') ?? ''}`;
  return records(resource['instances']).flatMap(({ attributes }) =>
    isRecord(attributes) ? [{ type, address, values: attributes }] : [],
  );
}

function records(value: unknown): readonly Raw[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}
