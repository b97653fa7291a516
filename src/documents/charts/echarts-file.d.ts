// The library in one file is told nothing of by its own types.
declare module 'echarts/dist/echarts.esm.min.mjs' {
  export { init } from 'echarts'
}
