import htm from 'htm';
import { h, type VNode } from 'preact';

/** Makes nodes of a template. Whatever is put into it is text, never markup. */
export const html = htm.bind(h) as (strings: TemplateStringsArray, ...parts: unknown[]) => VNode;

export type Content = VNode | string | number | undefined | false | readonly Content[];
