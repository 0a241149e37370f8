// The pictures of a report that README shows. Usage: node tools/pictures.mjs REPORT.html FOLDER (see pictures.sh)
import {createRequire} from 'node:module'
import {resolve} from 'node:path'

const [report, folder] = process.argv.slice(2)
const {chromium} = createRequire(new URL('../tests/foreign/', import.meta.url))('playwright-core')
const pictures = [
    {name: 'report', width: 1180, height: 900},
    {name: 'report-scores', width: 1180, height: 760, at: '[id$=-scores]'},
    {name: 'report-finding', width: 1180, height: 480, at: '.finding'},
    {name: 'report-phone', width: 390, height: 844},
    {name: 'report-dark', width: 1180, height: 900, colorScheme: 'dark'},
]

const browser = await chromium.launch({executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--disable-quic',
    '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync']})
try {
    for (const {name, width, height, at, colorScheme = 'light'} of pictures) {
        const page = await browser.newPage({viewport: {width, height}, colorScheme})
        await page.goto('file://' + resolve(report))
        if (at) await page.locator(at).first().evaluate(one => one.scrollIntoView())
        await page.screenshot({path: `${folder}/${name}.png`})
        await page.close()
    }
} finally {
    await browser.close()
}
