import { afterEach, describe, expect, test } from '@jest/globals';
import {
  loadConfig,
  NODE_REGION_CONFIG_OPTIONS,
  NODE_USE_FIPS_ENDPOINT_CONFIG_OPTIONS,
  resolveRegionConfig,
} from '#deployment/stand-ins/lambda-settings.ts';

const { AWS_REGION: before } = process.env;

afterEach(() => {
  delete process.env['AWS_USE_FIPS_ENDPOINT'];
  delete process.env['AWS_REGION'];
  Object.assign(process.env, before !== undefined && { AWS_REGION: before });
});

describe('the settings that stand in bundles for the SDK’s', () => {
  test('are those of the environment, read once', async () => {
    process.env['AWS_REGION'] = 'eu-north-1';
    const region = loadConfig(NODE_REGION_CONFIG_OPTIONS);
    expect(await region()).toBe('eu-north-1');
    process.env['AWS_REGION'] = 'us-east-1';
    expect(await region()).toBe('eu-north-1');
  });

  test('are their defaults where the environment says nothing, whether these are values or made', async () => {
    const environmentVariableSelector = () => undefined;
    expect(await loadConfig({ environmentVariableSelector, default: 3 })()).toBe(3);
    const made = { environmentVariableSelector, default: async () => 'standard' };
    expect(await loadConfig(made)()).toBe('standard');
  });

  test('say what is missing, and what is neither true nor false', async () => {
    delete process.env['AWS_REGION'];
    await expect(loadConfig(NODE_REGION_CONFIG_OPTIONS)()).rejects.toThrow(/AWS_REGION is not set/);
    const fips = () => loadConfig(NODE_USE_FIPS_ENDPOINT_CONFIG_OPTIONS)();
    expect(await fips()).toBe(false);
    process.env['AWS_USE_FIPS_ENDPOINT'] = 'true';
    expect(await fips()).toBe(true);
    process.env['AWS_USE_FIPS_ENDPOINT'] = 'yes';
    await expect(fips()).rejects.toThrow(/AWS_USE_FIPS_ENDPOINT .* is "yes"/);
  });

  test('give the Region to whoever asks, however it was given', async () => {
    expect(await resolveRegionConfig({ region: 'eu-west-1' }).region?.()).toBe('eu-west-1');
    const region = async () => 'eu-west-2';
    expect(await resolveRegionConfig({ region }).region?.()).toBe('eu-west-2');
  });
});
