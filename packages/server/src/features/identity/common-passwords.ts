// Of the commonest passwords those that are long enough to get this far.
const common = new Set(
  `1234567890 12345678910 123456789a 0123456789 0987654321 9876543210 1q2w3e4r5t 1qaz2wsx3edc q1w2e3r4t5 qwertyuiop
  qwerty1234 qwerty12345 qwerty123456 qwertyuiop123 asdfghjkl1 asdfghjkl123 zxcvbnm123 password12 password123
  password1234 password123456 passw0rd123 p@ssw0rd123 passwordpassword mypassword mypassword1 iloveyou12 iloveyou123
  letmein123 letmein1234 welcome123 welcome1234 admin12345 administrator changeme123 football123 baseball123
  basketball sunshine123 princess123 dragon1234 monkey1234 abcdefghij abcdefghijk abcd123456 abc1234567 abcde12345
  1111111111 0000000000 1122334455 1234554321 123123123123 123qweasdzxc qazwsxedcr qazwsxedcrfv trustno1234
  superman123 starwars123 whatever123 internet123 computer123 michael123 ciaociaociao passwort123 hallo12345
  motdepasse motdepasse1 contraseña contrasena1 juventus123 forzainter azertyuiop azerty12345 azerty123456`.split(
    /\s+/,
  ),
)

/** Whether a password is among the first that anyone would try. */
export function isCommonPassword(password: string): boolean {
  const plain = password.toLowerCase()
  return common.has(plain) || new Set(plain).size < 4
}
