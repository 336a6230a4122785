type Rgb = [number, number, number];

const backgrounds: Record<'dark' | 'light', Rgb> = { dark: [10, 13, 18], light: [251, 252, 253] };
const least = 4.5;

/** Color of the 256-color palette, from 16 on. */
export function rgbOf(index: number): Rgb {
  if (index >= 232) return Array(3).fill(8 + (index - 232) * 10) as Rgb;
  const cube = index - 16;
  return [Math.floor(cube / 36), Math.floor(cube / 6) % 6, cube % 6].map((level) => (level === 0 ? 0 : 55 + level * 40)) as Rgb;
}

/** The color, mixed with white or black until it can be read on the log's background. */
export function readable(color: Rgb, dark: boolean): string {
  const background = backgrounds[dark ? 'dark' : 'light'];
  const toward = dark ? 255 : 0;
  for (let share = 0; share <= 1; share += 0.1) {
    const mixed = color.map((level) => Math.round(level + (toward - level) * share)) as Rgb;
    if (contrast(mixed, background) >= least) return `rgb(${mixed.join(', ')})`;
  }
  return dark ? 'rgb(255, 255, 255)' : 'rgb(0, 0, 0)';
}

export function contrast(one: Rgb, other: Rgb): number {
  const [bright, dim] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number];
  return (bright + 0.05) / (dim + 0.05);
}

function luminance(color: Rgb): number {
  const [r, g, b] = color.map((level) => {
    const part = level / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as Rgb;
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
