/** The group the widget adds for measurements and sizes. */
export const FIT = 'fit'
