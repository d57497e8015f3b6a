/** Draws the months. Loaded only when a chart is opened, because the drawing library is larger than a screen. */
import { LineChart } from 'echarts/charts'
import { GridComponent, LegendComponent, TooltipComponent } from 'echarts/components'
import { init, use } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'

use([LineChart, GridComponent, LegendComponent, TooltipComponent, SVGRenderer])

export interface Line {
  readonly name: string
  readonly values: readonly (number | null)[]
  readonly look: 'actual' | 'pace' | 'last'
}
export interface Drawing {
  dispose(): void
}

/** Told apart by dashes and symbols as well as by colour, for grey prints; the colours are those of the theme, also after a change. */
const looks = {
  actual: { color: 'var(--brand)', symbol: 'circle', symbolSize: 11, lineStyle: { width: 3, type: 'solid' }, z: 4 },
  pace: { color: 'var(--ink)', symbol: 'diamond', symbolSize: 6, lineStyle: { width: 2, type: 'dotted' }, z: 3 },
  last: { color: 'var(--faint)', symbol: 'emptyTriangle', symbolSize: 8, lineStyle: { width: 1.5, type: 'dashed' }, z: 2 },
} as const
const ink = 'var(--ink-soft)'

/** The lines over the twelve months; follows the width of the element until it is disposed of. */
export function drawTrend(element: HTMLElement, months: readonly string[], lines: readonly Line[]): Drawing {
  const chart = init(element, null, { renderer: 'svg' })
  chart.setOption({
    animation: false,
    textStyle: { fontFamily: getComputedStyle(element).fontFamily },
    grid: { left: 8, right: 16, top: 36, bottom: 4, outerBoundsMode: 'same' },
    legend: { top: 0, itemWidth: 36, textStyle: { color: ink } },
    // Drawn as text of the picture: the page's policy allows no inline styles.
    tooltip: {
      trigger: 'axis',
      renderMode: 'richText',
      backgroundColor: 'var(--surface)',
      borderColor: 'var(--line-strong)',
      textStyle: { color: 'var(--ink)' },
    },
    xAxis: { type: 'category', data: [...months], axisLabel: { color: ink } },
    yAxis: { type: 'value', scale: true, axisLabel: { color: ink }, splitLine: { lineStyle: { color: 'var(--line)' } } },
    series: lines.map(({ name, values, look }) => {
      const { color, ...rest } = looks[look]
      return { type: 'line' as const, name, data: [...values], connectNulls: false, showAllSymbol: true, itemStyle: { color }, ...rest }
    }),
  })
  const watcher = new ResizeObserver(() => chart.resize())
  watcher.observe(element)
  return {
    dispose() {
      watcher.disconnect()
      chart.dispose()
    },
  }
}
