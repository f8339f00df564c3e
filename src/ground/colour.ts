/**
 * Colours as mills and printers measure them: CIE 1976 L*a*b* under D65 for the 2 degree observer, and sRGB
 * (IEC 61966-2-1) as screens show them.
 */
export type Triple = readonly [number, number, number]

/** White point of D65, 2 degrees (ASTM E308). */
const WHITE: Triple = [0.95047, 1, 1.08883]

/** Linear light, 1 is white; outside 0 to 1 where no screen shows it. */
export function linearOf([L, a, b]: Triple): Triple {
  const y = (L + 16) / 116
  const [X, Y, Z] = [y + a / 500, y, y - b / 200].map((t, i) => WHITE[i]! * (t > 6 / 29 ? t ** 3 : (t - 4 / 29) * (108 / 841))) as [
    number,
    number,
    number,
  ]
  return [
    3.2404542 * X - 1.5371385 * Y - 0.4985314 * Z,
    -0.969266 * X + 1.8760108 * Y + 0.041556 * Z,
    0.0556434 * X - 0.2040259 * Y + 1.0572252 * Z,
  ]
}

export function labOf([r, g, b]: Triple): Triple {
  const [x, y, z] = [
    0.4124564 * r + 0.3575761 * g + 0.1804375 * b,
    0.2126729 * r + 0.7151522 * g + 0.072175 * b,
    0.0193339 * r + 0.119192 * g + 0.9503041 * b,
  ].map((t, i) => {
    const share = t / WHITE[i]!
    return share > (6 / 29) ** 3 ? Math.cbrt(share) : (841 / 108) * share + 4 / 29
  }) as [number, number, number]
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)]
}

export const encoded = (linear: number): number =>
  linear <= 0.0031308 ? 12.92 * linear : 1.055 * linear ** (1 / 2.4) - 0.055
export const decoded = (value: number): number =>
  value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4

/** Whether a screen of sRGB can show it. */
export const isShowable = (lab: Triple): boolean => linearOf(lab).every((part) => part > -0.002 && part < 1.002)

/** `#rrggbb`, the nearest there is. */
export const hexOf = (lab: Triple): string =>
  `#${linearOf(lab)
    .map((part) =>
      Math.round(255 * encoded(Math.max(0, Math.min(1, part))))
        .toString(16)
        .padStart(2, '0')
    )
    .join('')}`

/** CIEDE2000 with all factors 1 (ISO/CIE 11664-6). */
export function deltaE([L1, a1, b1]: Triple, [L2, a2, b2]: Triple): number {
  const chroma = (Math.hypot(a1, b1) + Math.hypot(a2, b2)) / 2
  const grey = 0.5 * (1 - Math.sqrt(chroma ** 7 / (chroma ** 7 + 25 ** 7)))
  const [A1, A2] = [a1 * (1 + grey), a2 * (1 + grey)]
  const [C1, C2] = [Math.hypot(A1, b1), Math.hypot(A2, b2)]
  const [h1, h2] = [hueOf(A1, b1), hueOf(A2, b2)]
  const [L, C] = [(L1 + L2) / 2, (C1 + C2) / 2]
  const isGrey = C1 * C2 === 0
  const apart = isGrey ? 0 : h2 - h1 > 180 ? h2 - h1 - 360 : h2 - h1 < -180 ? h2 - h1 + 360 : h2 - h1
  const far = Math.abs(h1 - h2) > 180
  const h = isGrey ? h1 + h2 : far ? (h1 + h2 + (h1 + h2 < 360 ? 360 : -360)) / 2 : (h1 + h2) / 2
  const cos = (degrees: number): number => Math.cos((degrees * Math.PI) / 180)
  const T = 1 - 0.17 * cos(h - 30) + 0.24 * cos(2 * h) + 0.32 * cos(3 * h + 6) - 0.2 * cos(4 * h - 63)
  const dL = (L2 - L1) / (1 + (0.015 * (L - 50) ** 2) / Math.sqrt(20 + (L - 50) ** 2))
  const dC = (C2 - C1) / (1 + 0.045 * C)
  const dH = (2 * Math.sqrt(C1 * C2) * Math.sin((apart * Math.PI) / 360)) / (1 + 0.015 * C * T)
  const turn = 2 * Math.sqrt(C ** 7 / (C ** 7 + 25 ** 7)) * Math.sin((Math.PI / 3) * Math.exp(-(((h - 275) / 25) ** 2)))
  return Math.sqrt(dL ** 2 + dC ** 2 + dH ** 2 - turn * dC * dH)
}

const hueOf = (a: number, b: number): number => {
  const degrees = (Math.atan2(b, a) * 180) / Math.PI
  return degrees < 0 ? degrees + 360 : degrees
}
