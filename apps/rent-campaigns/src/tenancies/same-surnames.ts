const surnamesSql = (key: string): string =>
  `(string_to_array(${key}, '/'))[case when strpos(${key}, '/') = 0 then 1 else 2 end:]`;

/** `sameSurnames` in SQL. A property test compares both. */
export const sameSurnamesSql = (one: string, other: string): string => `(${one} = ${other} or
  ${one} <> '' and ${other} <> '' and (
    split_part(${one}, '/', 1) = split_part(${other}, '/', 1)
    or ${surnamesSql(one)} <@ string_to_array(${other}, '/')
    or ${surnamesSql(other)} <@ string_to_array(${one}, '/')))`;
