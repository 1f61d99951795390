/** Characters that drive a terminal or turn the direction of writing; line breaks are not among them. */
export const CONTROLS = /[^\P{Cc}\n]|\p{Bidi_Control}/u;
