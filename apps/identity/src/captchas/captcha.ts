/** A limit for the member `captcha` of a request; a solved challenge is about 700 characters long. */
export const MAX_CAPTCHA_LENGTH = 4_000;
