/**
 * What answers the routes of protocols in respond, where people and their tools look: a line for
 * each that has any.
 */
export { alertmanagerViews as alertmanager } from './alertmanager/views.ts';
