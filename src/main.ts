import { mount } from 'svelte';
import './ui/theme.css';
import './ui/base.css';
import './ui/listed.css';
import App from './App.svelte';
import { preferences } from './state/preferences.svelte.ts';

preferences.restore();
mount(App, { target: document.getElementById('app')! });
