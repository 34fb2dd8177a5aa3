/**
 * The handlers of the protocols' routes in respond, which people and their tools use: one line for
 * each protocol that has any.
 */
export { alertmanagerViews as alertmanager } from './alertmanager/views.ts';
